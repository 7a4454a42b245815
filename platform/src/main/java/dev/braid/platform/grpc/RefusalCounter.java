package dev.braid.platform.grpc;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Counts every call that did not end well, by method and status: {@code braid_refused_calls_total}. It stands at the
 * transport, so that messages that are too large, that cannot be read, or that are for a method we do not have count too.
 */
@ApplicationScoped
public class RefusalCounter {
    /** Names from outside must not become labels without end. */
    private static final String UNKNOWN = "unknown";

    private final MeterRegistry meters;
    private final Instance<BindableService> services;
    private final AtomicReference<Set<String>> methods = new AtomicReference<>();

    RefusalCounter(MeterRegistry meters, @Any @GrpcService Instance<BindableService> services) {
        this.meters = meters;
        this.services = services;
    }

    ServerStreamTracer.Factory tracers() {
        return new ServerStreamTracer.Factory() {
            @Override
            public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
                return new ServerStreamTracer() {
                    @Override
                    public void streamClosed(Status status) {
                        if (!status.isOk()) {
                            count(fullMethodName, status.getCode());
                        }
                    }
                };
            }
        };
    }

    private void count(String method, Status.Code code) {
        meters.counter("braid.refused.calls", "method", known(method), "code", code.name())
                .increment();
    }

    private String known(String method) {
        Set<String> names = methods.updateAndGet(found -> found != null ? found : names());
        return names.contains(method) ? method : UNKNOWN;
    }

    private Set<String> names() {
        return services.stream()
                .flatMap(service -> service.bindService().getMethods().stream())
                .map(method -> method.getMethodDescriptor().getFullMethodName())
                .collect(Collectors.toUnmodifiableSet());
    }
}
