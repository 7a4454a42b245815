package dev.braid.gateway.problem;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.braid.platform.errors.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * Why a request was not carried out, as HTTP tells it (RFC 9457).
 *
 * @param httpStatus the status line
 * @param code the name of the gRPC code with the same meaning
 * @param reason machine-readable, in upper snake case
 * @param detail for people
 * @param details what else the service told
 * @param retryAfter when the same request may succeed
 * @param allowed for 405, the methods that the path knows
 */
public record Problem(
        int httpStatus,
        Code code,
        String reason,
        String detail,
        List<Any> details,
        Optional<Duration> retryAfter,
        List<String> allowed) {

    private static final long STREAM_RETRY_SECONDS = 5;

    public Problem {
        details = List.copyOf(details);
        allowed = List.copyOf(allowed);
    }

    /** What the gateway itself refuses. */
    public static Problem of(Refusal refusal) {
        return StatusProblems.of(refusal.status());
    }

    /** What a service refused or failed to do. */
    public static Problem of(Status status) {
        return StatusProblems.of(status);
    }

    /** What only HTTP knows. */
    public static Problem of(int httpStatus, Code code, String reason, String detail) {
        return new Problem(httpStatus, code, reason, detail, List.of(), Optional.empty(), List.of());
    }

    /** No such path. */
    public static Problem unknownPath(String path) {
        return of(404, Code.NOT_FOUND, "UNKNOWN_PATH", "There is no resource '%s'.".formatted(path));
    }

    /** The path is known, for other methods. */
    public static Problem wrongMethod(String method, String path, List<String> allowed) {
        return new Problem(
                405,
                Code.UNIMPLEMENTED,
                "WRONG_METHOD",
                "'%s' does not take %s; it takes %s.".formatted(path, method, String.join(", ", allowed)),
                List.of(),
                Optional.empty(),
                allowed);
    }

    /** Too many requests of one caller. */
    public static Problem tooMany(String detail, long waitNanos) {
        return exhausted("RATE_LIMITED", detail, Math.max(1, Math.ceilDiv(waitNanos, 1_000_000_000L)));
    }

    /** The caller has as many streams of that sort open as it may have. */
    public static Problem tooManyStreams(String payer, String streams, int most) {
        return exhausted(
                "TOO_MANY_STREAMS",
                "The %s has %d %s open already, and may have no more at once.".formatted(payer, most, streams),
                STREAM_RETRY_SECONDS);
    }

    /** All callers together have as many streams of that sort open as there can be. */
    public static Problem noStreamLeft(String streams, int most) {
        return exhausted(
                "NO_STREAM_LEFT",
                "All callers together have %d %s open, and this gateway serves no more at once."
                        .formatted(most, streams),
                STREAM_RETRY_SECONDS);
    }

    private static Problem exhausted(String reason, String detail, long retryAfterSeconds) {
        return new Problem(
                429,
                Code.RESOURCE_EXHAUSTED,
                reason,
                detail,
                List.of(),
                Optional.of(Duration.newBuilder().setSeconds(retryAfterSeconds).build()),
                List.of());
    }

    /** Something failed that was not meant to; the log knows more under the request's id. */
    public static Problem internal() {
        return of(500, Code.INTERNAL, "INTERNAL", "Braid failed; its operators find the cause by the request id.");
    }
}
