package dev.braid.platform.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A call that ends with DEADLINE_EXCEEDED when it has not ended by itself in time; what comes later is dropped. */
final class TimedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final Duration limit;
    private final ScheduledFuture<?> expiry;
    private boolean closed;

    private TimedCall(ServerCall<Q, R> call, Duration limit, ScheduledExecutorService clock) {
        super(call);
        this.limit = limit;
        this.expiry = clock.schedule(this::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    static <Q, R> ServerCall.Listener<Q> start(
            ServerCall<Q, R> call,
            Duration limit,
            ScheduledExecutorService clock,
            Metadata headers,
            ServerCallHandler<Q, R> next) {
        TimedCall<Q, R> timed = new TimedCall<>(call, limit, clock);
        return new SimpleForwardingServerCallListener<>(next.startCall(timed, headers)) {
            @Override
            public void onCancel() {
                timed.expiry.cancel(false);
                super.onCancel();
            }
        };
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
        if (!closed) {
            super.sendHeaders(headers);
        }
    }

    @Override
    public synchronized void sendMessage(R message) {
        if (!closed) {
            super.sendMessage(message);
        }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
        if (!closed) {
            closed = true;
            expiry.cancel(false);
            super.close(status, trailers);
        }
    }

    private void expire() {
        close(
                Status.DEADLINE_EXCEEDED.withDescription(
                        "The call took longer than %d s.".formatted(limit.toSeconds())),
                new Metadata());
    }
}
