package dev.braid.platform.errors;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.ResourceInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/**
 * A request that was understood and is not carried out; nothing has changed. Callers see it as a
 * {@code google.rpc.Status} with a machine-readable reason (AIP-193).
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String DOMAIN = "braid.dev";

    private final transient Status status;
    private final String reason;

    private Refusal(Code code, String reason, String message, Any... details) {
        super(message, null, false, false);
        this.reason = reason;
        Status.Builder builder = Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message)
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(reason)
                        .setDomain(DOMAIN)
                        .build()));
        for (Any detail : details) {
            builder.addDetails(detail);
        }
        this.status = builder.build();
    }

    /** A field has a value that it must not have; say the value and the bound in the description. */
    public static Refusal invalid(String field, String description) {
        return invalid(BadRequest.newBuilder()
                .addFieldViolations(
                        BadRequest.FieldViolation.newBuilder().setField(field).setDescription(description))
                .build());
    }

    /** Several fields have values that they must not have. */
    public static Refusal invalid(BadRequest violations) {
        var first = violations.getFieldViolations(0);
        String others = violations.getFieldViolationsCount() == 1
                ? ""
                : " (and %d more)".formatted(violations.getFieldViolationsCount() - 1);
        return new Refusal(
                Code.INVALID_ARGUMENT,
                "INVALID_FIELD",
                first.getField() + ": " + first.getDescription() + others,
                Any.pack(violations));
    }

    /** There is no such thing, or it is another tenant's: the caller cannot tell which. */
    public static Refusal notFound(String kind, String id) {
        return new Refusal(
                Code.NOT_FOUND,
                "NOT_FOUND",
                "There is no %s '%s'.".formatted(kind, id),
                Any.pack(ResourceInfo.newBuilder()
                        .setResourceType(kind)
                        .setResourceName(id)
                        .build()));
    }

    /** The id is taken by a thing that is not the same. */
    public static Refusal alreadyExists(String kind, String id, String difference) {
        return new Refusal(
                Code.ALREADY_EXISTS,
                "ALREADY_EXISTS",
                "There is a %s '%s' already, and it is another one: %s".formatted(kind, id, difference),
                Any.pack(ResourceInfo.newBuilder()
                        .setResourceType(kind)
                        .setResourceName(id)
                        .build()));
    }

    /** The state of things does not allow it; the same call may succeed when that has changed. */
    public static Refusal failedPrecondition(String reason, String message) {
        return new Refusal(Code.FAILED_PRECONDITION, reason, message);
    }

    /** Somebody else was faster; read again and decide again. */
    public static Refusal aborted(String reason, String message) {
        return new Refusal(Code.ABORTED, reason, message);
    }

    /** The caller is known and may not do this. */
    public static Refusal permissionDenied(String message) {
        return new Refusal(Code.PERMISSION_DENIED, "PERMISSION_DENIED", message);
    }

    /** The caller is not known. */
    public static Refusal unauthenticated(String message) {
        return new Refusal(Code.UNAUTHENTICATED, "UNAUTHENTICATED", message);
    }

    /** Something that is needed does not answer; the same call may succeed later. */
    public static Refusal unavailable(String message) {
        return new Refusal(Code.UNAVAILABLE, "UNAVAILABLE", message);
    }

    /** A limit is reached; the same call may succeed later. */
    public static Refusal resourceExhausted(String reason, String message) {
        return new Refusal(Code.RESOURCE_EXHAUSTED, reason, message);
    }

    /** Whether the request itself is at fault, so that repeating it can never help. */
    public boolean isInvalid() {
        return status.getCode() == Code.INVALID_ARGUMENT.getNumber();
    }

    /** The machine-readable reason, in upper snake case. */
    public String reason() {
        return reason;
    }

    /** The whole refusal as it goes over the wire. */
    public Status status() {
        return status;
    }

    /** The refusal as gRPC raises it. */
    public StatusRuntimeException toStatusRuntimeException() {
        return StatusProto.toStatusRuntimeException(status);
    }
}
