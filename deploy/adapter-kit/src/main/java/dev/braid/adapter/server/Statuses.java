package dev.braid.adapter.server;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.braid.adapter.Reason;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** What goes over the wire instead of an answer: a {@code google.rpc.Status} with a machine-readable reason (AIP-193). */
final class Statuses {
    private Statuses() {}

    /** Whatever is not known to be a refusal is UNAVAILABLE, because nobody can tell whether it was done. */
    static StatusRuntimeException of(Exception failure) {
        return switch (failure) {
            case Refused refused ->
                status(Code.FAILED_PRECONDITION, refused.reason().name(), refused.getMessage());
            case UnknownOrder unknown -> status(Code.NOT_FOUND, "NOT_FOUND", unknown.getMessage());
            case BadField bad ->
                status(Code.INVALID_ARGUMENT, "INVALID_FIELD", bad.getMessage(), Any.pack(bad.violations()));
            case StatusRuntimeException status -> status;
            default ->
                status(
                        Code.UNAVAILABLE,
                        "NO_ANSWER",
                        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage());
        };
    }

    private static StatusRuntimeException status(Code code, String reason, String message, Any... details) {
        Status.Builder status = Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message)
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(reason)
                        .setDomain(Reason.DOMAIN)
                        .build()));
        for (Any detail : details) {
            status.addDetails(detail);
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }
}
