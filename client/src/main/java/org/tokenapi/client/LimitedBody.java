package org.tokenapi.client;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Collects a body. Of one that is larger than the limit nothing is kept, the connection is dropped, and there is null in its
 * place: status and headers of the answer still count.
 */
final class LimitedBody implements BodySubscriber<byte @Nullable []> {
    private final int limit;
    private final List<ByteBuffer> parts = new ArrayList<>();
    private final CompletableFuture<byte @Nullable []> body = new CompletableFuture<>();
    private long size;
    private volatile Flow.@Nullable Subscription subscription;

    LimitedBody(int limit) {
        this.limit = limit;
    }

    /** For an exchange that nobody holds a future of, and so can't cancel: it fails if the body takes too long. */
    void endWithin(Duration timeout, Executor executor) {
        CompletableFuture<Void> timer = Transport.timer(timeout);
        timer.thenRunAsync(
                () -> {
                    cancel();
                    body.completeExceptionally(new HttpTimeoutException("the body is not complete in time"));
                },
                executor);
        body.whenComplete((all, failure) -> timer.cancel(false));
    }

    @Override
    public CompletionStage<byte @Nullable []> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        subscription = started;
        started.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            size += buffer.remaining();
        }
        if (size <= limit) {
            parts.addAll(buffers);
        } else if (!body.isDone()) {
            cancel();
            parts.clear();
            body.complete(null);
        }
    }

    private void cancel() {
        Flow.Subscription started = subscription;
        if (started != null) {
            started.cancel();
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        if (size > limit) {
            return;
        }
        byte[] all = new byte[(int) size];
        int from = 0;
        for (ByteBuffer part : parts) {
            int length = part.remaining();
            part.get(all, from, length);
            from += length;
        }
        body.complete(all);
    }
}
