package org.tokenapi.client;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects a body. If it is larger than the limit, the connection is dropped and the body is null; status and headers
 * of the response remain usable.
 */
final class LimitedBodySubscriber implements BodySubscriber<byte @Nullable []> {
    private final int limit;
    private final List<String> codings;
    private final @Nullable Consumer<CompletableFuture<?>> watch;
    private final List<ByteBuffer> parts = new ArrayList<>();
    private final CompletableFuture<byte @Nullable []> body = new CompletableFuture<>();
    private long size;
    private volatile Flow.@Nullable Subscription subscription;

    /**
     * Creates a subscriber for one body.
     *
     * @param limit in bytes, of the body as it is sent and as it is read
     * @param headers of the response, which name the codings to undo
     * @param watch is given a body that was not received at once, and can make it fail, which drops the connection;
     *     null if the sender of the request enforces the time limit
     */
    LimitedBodySubscriber(int limit, HttpHeaders headers, @Nullable Consumer<CompletableFuture<?>> watch) {
        this.limit = limit;
        this.codings = ContentCoding.of(headers);
        this.watch = watch;
    }

    @Override
    public CompletionStage<byte @Nullable []> getBody() {
        if (watch != null && !body.isDone()) {
            body.whenComplete((bytes, failure) -> {
                if (failure != null) {
                    cancel();
                }
            });
            watch.accept(body);
        }
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
        body.complete(ContentCoding.decoded(all, codings, limit));
    }
}
