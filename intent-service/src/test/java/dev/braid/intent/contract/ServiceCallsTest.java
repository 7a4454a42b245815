package dev.braid.intent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.platform.errors.Refusal;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ServiceCallsTest {
    @Test
    void whoDoesNotAnswerOrNotInTimeIsNamed() {
        assertThat(failure(Status.Code.UNAVAILABLE))
                .isInstanceOf(Refusal.class)
                .hasMessage("Provisioning does not answer; try again.");
        assertThat(failure(Status.Code.DEADLINE_EXCEEDED))
                .isInstanceOf(Refusal.class)
                .hasMessage("Provisioning does not answer in time; try again.");
    }

    @Test
    void whoSaysWhyItCannotAnswerIsQuoted() {
        StatusRuntimeException said =
                Refusal.unavailable("The adapter of provider 'atlas' sleeps.").toStatusRuntimeException();
        assertThat(ServiceCalls.failure("Provisioning", said)).isSameAs(said);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"UNAVAILABLE", "DEADLINE_EXCEEDED"})
    void anythingElseIsToldAsItCame(Status.Code code) {
        StatusRuntimeException other = code.toStatus().asRuntimeException();
        assertThat(ServiceCalls.failure("Provisioning", other)).isSameAs(other);
    }

    private static Throwable failure(Status.Code code) {
        return ServiceCalls.failure("Provisioning", code.toStatus().asRuntimeException());
    }
}
