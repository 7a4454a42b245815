package dev.braid.gateway.problem;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import java.util.List;
import java.util.Optional;

/** The one translation from gRPC statuses to problems, by the mapping that google.rpc.Code documents. */
final class StatusProblems {
    private static final Duration SOON = Duration.newBuilder().setSeconds(1).build();

    private StatusProblems() {}

    static Problem of(Status status) {
        Code code = Code.forNumber(status.getCode()) == null ? Code.UNKNOWN : Code.forNumber(status.getCode());
        Optional<Duration> retryAfter = detail(status, RetryInfo.getDefaultInstance())
                .map(RetryInfo::getRetryDelay)
                .or(() -> code == Code.UNAVAILABLE ? Optional.of(SOON) : Optional.empty());
        return new Problem(
                httpStatus(code),
                code,
                detail(status, ErrorInfo.getDefaultInstance())
                        .map(ErrorInfo::getReason)
                        .filter(reason -> !reason.isEmpty())
                        .orElse(code.name()),
                message(code, status),
                status.getDetailsList(),
                retryAfter,
                List.of());
    }

    /** A status without details may come from the transport, and then its text is of addresses inside. */
    private static String message(Code code, Status status) {
        boolean ours = status.getDetailsCount() > 0 || status.getMessage().startsWith("Braid failed");
        return switch (code) {
            case UNAVAILABLE -> ours ? status.getMessage() : "A service that is needed does not answer. Try again.";
            case INTERNAL, UNKNOWN, DATA_LOSS ->
                ours ? status.getMessage() : Problem.internal().detail();
            case DEADLINE_EXCEEDED -> "There was no answer in time. What was asked may still happen.";
            case CANCELLED -> "The request was given up.";
            case OK,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    UNAUTHENTICATED,
                    RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    UNRECOGNIZED -> status.getMessage();
        };
    }

    private static int httpStatus(Code code) {
        return switch (code) {
            case OK -> 200;
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case ABORTED, ALREADY_EXISTS -> 409;
            case RESOURCE_EXHAUSTED -> 429;
            case CANCELLED -> 499;
            case INTERNAL, UNKNOWN, DATA_LOSS, UNRECOGNIZED -> 500;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
        };
    }

    private static <M extends com.google.protobuf.Message> Optional<M> detail(Status status, M type) {
        for (Any detail : status.getDetailsList()) {
            if (detail.is(type.getClass())) {
                try {
                    @SuppressWarnings("unchecked")
                    M found = (M) detail.unpack(type.getClass());
                    return Optional.of(found);
                } catch (InvalidProtocolBufferException e) {
                    // A detail that nobody can read is as good as absent.
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
