package dev.braid.lab.agent;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.braid.lab.order.OrderRefused;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** What came of a call, in the statuses of the contract. */
final class Answers {
    private Answers() {}

    /** Whatever went wrong, as the caller is told. */
    static RuntimeException status(RuntimeException failure) {
        return switch (failure) {
            case OrderRefused refused ->
                StatusProto.toStatusRuntimeException(Status.newBuilder()
                        .setCode(Code.FAILED_PRECONDITION_VALUE)
                        .setMessage(refused.getMessage())
                        .addDetails(Any.pack(ErrorInfo.newBuilder()
                                .setReason(refused.reason().name())
                                .setDomain("braid.dev")
                                .build()))
                        .build());
            case OrderUnknown unknown ->
                io.grpc.Status.NOT_FOUND.withDescription(unknown.getMessage()).asRuntimeException();
            case KernelUnreadable later ->
                io.grpc.Status.UNAVAILABLE.withDescription(later.getMessage()).asRuntimeException();
            case StatusRuntimeException said -> said;
            default ->
                io.grpc.Status.INTERNAL.withDescription(failure.toString()).asRuntimeException();
        };
    }

    /** A field that means nothing. */
    static StatusRuntimeException invalid(String field, String description) {
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(Code.INVALID_ARGUMENT_VALUE)
                .setMessage("%s: %s.".formatted(field, description))
                .addDetails(Any.pack(BadRequest.newBuilder()
                        .addFieldViolations(BadRequest.FieldViolation.newBuilder()
                                .setField(field)
                                .setDescription(description))
                        .build()))
                .build());
    }
}
