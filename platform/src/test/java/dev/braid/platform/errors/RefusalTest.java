package dev.braid.platform.errors;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void anInvalidFieldIsNamedToPeopleAndToMachines() throws Exception {
        Refusal refusal = Refusal.invalid("spec.bandwidth_bps", "must be at least 1000000, but is '0'");

        var status = StatusProto.fromThrowable(refusal.toStatusRuntimeException());

        assertThat(refusal.isInvalid()).isTrue();
        assertThat(status.getMessage()).isEqualTo("spec.bandwidth_bps: must be at least 1000000, but is '0'");
        assertThat(status.getDetails(0).unpack(ErrorInfo.class).getReason()).isEqualTo("INVALID_FIELD");
        assertThat(status.getDetails(1)
                        .unpack(BadRequest.class)
                        .getFieldViolations(0)
                        .getField())
                .isEqualTo("spec.bandwidth_bps");
    }

    @Test
    void anUnexpectedFailureTellsTheCallerNothingButAnIncidentNumber() {
        Throwable mapped = new ErrorMapping().transform(new IllegalStateException("password=hunter2 at /etc/secret"));

        Status status = Status.fromThrowable(mapped);
        assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(status.getDescription()).contains("incident").doesNotContain("hunter2", "secret");
    }
}
