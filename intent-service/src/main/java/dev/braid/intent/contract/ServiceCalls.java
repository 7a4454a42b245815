package dev.braid.intent.contract;

import dev.braid.platform.errors.Refusal;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Calls to path computation: in the name of the caller, and never longer than the caller waits. */
public final class PathCalls {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private PathCalls() {}

    /** The stub with the caller's token and the nearer of two deadlines. Ask before the first asynchronous step. */
    public static <S extends AbstractStub<S>> S onBehalf(S stub, String bearerToken, Duration longest) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + bearerToken);
        Deadline own = Deadline.after(longest.toMillis(), TimeUnit.MILLISECONDS);
        Deadline callers = Context.current().getDeadline();
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadline(callers == null ? own : own.minimum(callers));
    }

    /** Whether path computation answered with that code. */
    public static boolean is(Throwable failure, Status.Code code) {
        return failure instanceof StatusRuntimeException status
                && status.getStatus().getCode() == code;
    }

    /** What a failed call means for our own caller: no answer is told as no answer, anything else as it came. */
    public static Throwable failure(Throwable failure) {
        boolean silent = is(failure, Status.Code.UNAVAILABLE) || is(failure, Status.Code.DEADLINE_EXCEEDED);
        return silent ? Refusal.unavailable("Path computation does not answer; try again.") : failure;
    }
}
