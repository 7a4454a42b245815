package dev.braid.platform.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;

/** Counts every call that did not end well, by method and status: {@code braid_refused_calls_total}. */
@ApplicationScoped
@GlobalInterceptor
public class RefusalCounter implements ServerInterceptor, Prioritized {
    private final MeterRegistry meters;

    RefusalCounter(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public int getPriority() {
        return 110;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String method = call.getMethodDescriptor().getFullMethodName();
        return next.startCall(
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    public void close(Status status, Metadata trailers) {
                        if (!status.isOk()) {
                            meters.counter(
                                            "braid.refused.calls",
                                            "method",
                                            method,
                                            "code",
                                            status.getCode().name())
                                    .increment();
                        }
                        super.close(status, trailers);
                    }
                },
                headers);
    }
}
