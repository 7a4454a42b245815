package dev.braid.lab.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is told that there is no order draws conclusions, so a mistake of ours must never say that. */
class AnswersTest {
    static List<Supplier<Object>> mistakes() {
        return List.of(
                () -> Optional.empty().orElseThrow(),
                () -> List.of().getFirst(),
                () -> List.of().iterator().next(),
                () -> Objects.requireNonNull(null));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsInternal(Supplier<Object> mistake) {
        assertThatThrownBy(mistake::get)
                .isInstanceOfSatisfying(
                        RuntimeException.class, it -> assertThat(code(it)).isEqualTo(Status.Code.INTERNAL));
    }

    @Test
    void anOrderThatNobodyKnowsIsNotFound() {
        assertThat(code(new OrderUnknown("alpha", "acme.1"))).isEqualTo(Status.Code.NOT_FOUND);
    }

    private static Status.Code code(RuntimeException failure) {
        return Status.fromThrowable(Answers.status(failure)).getCode();
    }
}
