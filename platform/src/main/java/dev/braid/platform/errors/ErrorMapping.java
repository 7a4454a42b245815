package dev.braid.platform.errors;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.ExceptionHandler;
import io.quarkus.grpc.ExceptionHandlerProvider;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * The one place where failures become gRPC statuses. Refusals and statuses go out as they are; everything else is our
 * own fault: the caller gets INTERNAL with an incident number, the log gets the number and the cause.
 */
@ApplicationScoped
public class ErrorMapping implements ExceptionHandlerProvider {
    private static final Logger LOG = Logger.getLogger(ErrorMapping.class);

    @Override
    public <Q, R> ExceptionHandler<Q, R> createHandler(
            ServerCall.Listener<Q> listener, ServerCall<Q, R> call, Metadata headers) {
        return new ExceptionHandler<>(listener, call, headers) {
            @Override
            protected void handleException(Throwable failure, ServerCall<Q, R> failed, Metadata metadata) {
                Throwable mapped = transform(failure);
                Metadata trailers = Status.trailersFromThrowable(mapped);
                failed.close(Status.fromThrowable(mapped), trailers == null ? new Metadata() : trailers);
            }
        };
    }

    @Override
    public Throwable transform(Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> refusal.toStatusRuntimeException();
            case StatusRuntimeException status -> status;
            case StatusException status -> status;
            case CompletionException wrapped when wrapped.getCause() != null -> transform(wrapped.getCause());
            default -> internal(failure);
        };
    }

    private static StatusRuntimeException internal(Throwable failure) {
        String incident = UUID.randomUUID().toString();
        LOG.errorf(failure, "Incident %s", incident);
        return Status.INTERNAL
                .withDescription("Braid failed; its operators find the cause under incident " + incident + ".")
                .asRuntimeException();
    }
}
