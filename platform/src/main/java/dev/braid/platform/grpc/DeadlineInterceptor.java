package dev.braid.platform.grpc;

import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.OpenServices;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * No single call waits for ever: a client states how long it waits, at most half a minute, and where it states nothing it
 * waits that long. Streams may last.
 */
@ApplicationScoped
@GlobalInterceptor
public class DeadlineInterceptor implements ServerInterceptor, Prioritized {
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("call-deadlines").factory());

    @Override
    public int getPriority() {
        return 90;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        MethodDescriptor<Q, R> method = call.getMethodDescriptor();
        if (method.getType() != MethodDescriptor.MethodType.UNARY || OpenServices.contains(method)) {
            return next.startCall(call, headers);
        }
        Deadline deadline = Context.current().getDeadline();
        if (deadline == null) {
            return TimedCall.start(call, LONGEST, clock, headers, next);
        }
        long milliseconds = deadline.timeRemaining(TimeUnit.MILLISECONDS);
        if (milliseconds > LONGEST.toMillis()) {
            StatusRuntimeException status = Refusal.invalid(
                            "grpc-timeout", "is %d ms away; at most 30000 ms are allowed".formatted(milliseconds))
                    .toStatusRuntimeException();
            call.close(status.getStatus(), status.getTrailers());
            return new ServerCall.Listener<>() {};
        }
        return next.startCall(call, headers);
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }
}
