package dev.braid.intent.contract;

import dev.braid.platform.errors.Refusal;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Calls to other services: in the name of the caller, and never longer than the caller waits. */
public final class ServiceCalls {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private ServiceCalls() {}

    /** The stub with the caller's token and the nearer of two deadlines. Ask before the first asynchronous step. */
    public static <S extends AbstractStub<S>> S onBehalf(S stub, String bearerToken, Duration longest) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + bearerToken);
        Deadline own = Deadline.after(longest.toMillis(), TimeUnit.MILLISECONDS);
        Deadline callers = Context.current().getDeadline();
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadline(callers == null ? own : own.minimum(callers));
    }

    /** Whether the other service answered with that code. */
    public static boolean is(Throwable failure, Status.Code code) {
        return failure instanceof StatusRuntimeException status
                && status.getStatus().getCode() == code;
    }

    /** What a failed call to path computation means for our own caller. */
    public static Throwable failure(Throwable failure) {
        return failure("Path computation", failure);
    }

    /**
     * What a failed call means for our own caller: no answer is told as no answer of that service, with its own words
     * where it says why; anything else as it came.
     */
    public static Throwable failure(String service, Throwable failure) {
        if (is(failure, Status.Code.DEADLINE_EXCEEDED)) {
            return Refusal.unavailable("%s does not answer in time; try again.".formatted(service));
        }
        if (is(failure, Status.Code.UNAVAILABLE)) {
            boolean said = StatusProto.fromThrowable(failure).getDetailsCount() > 0;
            return said ? failure : Refusal.unavailable("%s does not answer; try again.".formatted(service));
        }
        return failure;
    }
}
