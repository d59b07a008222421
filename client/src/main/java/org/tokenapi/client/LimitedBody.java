package org.tokenapi.client;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Collects a body, and gives up once it is larger than a limit or, if that is asked for, takes too long. */
final class LimitedBody implements BodySubscriber<byte[]> {
    private final int limit;
    private final @Nullable Duration timeout;
    private final List<ByteBuffer> parts = new ArrayList<>();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private int size;
    private Flow.@Nullable Subscription subscription;

    /** @param timeout null if whoever waits for the exchange ends it in time */
    LimitedBody(int limit, @Nullable Duration timeout) {
        this.limit = limit;
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        subscription = started;
        if (timeout != null) {
            CompletableFuture<Void> timer =
                    new CompletableFuture<Void>().completeOnTimeout(null, timeout.toNanos(), TimeUnit.NANOSECONDS);
            timer.thenRunAsync(() -> {
                started.cancel();
                body.completeExceptionally(new HttpTimeoutException("the body is not complete in time"));
            });
            body.whenComplete((all, failure) -> timer.cancel(false));
        }
        started.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            size += buffer.remaining();
            parts.add(buffer);
        }
        if (size > limit && subscription != null) {
            subscription.cancel();
            parts.clear();
            body.completeExceptionally(new TooLargeException(limit));
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        byte[] all = new byte[size];
        int from = 0;
        for (ByteBuffer part : parts) {
            int length = part.remaining();
            part.get(all, from, length);
            from += length;
        }
        body.complete(all);
    }

    /** The body is larger than the limit. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        TooLargeException(int limit) {
            super("the answer is larger than " + limit + " bytes");
        }
    }
}
