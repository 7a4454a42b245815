package dev.braid.provisioning.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long nothing is released after a start. */
class QuietStartTest {
    private static final Instant DATABASE = Instant.parse("2026-01-01T00:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void itEndsSoLongAfterTheStartWhateverTheDatabaseSaysTheTimeIs() {
        QuietStart quiet = new QuietStart(Duration.ofMinutes(2), nanoTime::get, meters);
        assertThat(quiet.endsAt(DATABASE)).isEqualTo(DATABASE.plusSeconds(120));
        assertThat(left()).isEqualTo(120);

        nanoTime.addAndGet(Duration.ofSeconds(50).toNanos());
        assertThat(quiet.endsAt(DATABASE)).isEqualTo(DATABASE.plusSeconds(70));
        Instant set = DATABASE.minus(Duration.ofDays(1));
        assertThat(quiet.endsAt(set)).isEqualTo(set.plusSeconds(70));

        nanoTime.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(quiet.endsAt(DATABASE)).isEqualTo(DATABASE);
        assertThat(left()).isZero();
    }

    @Test
    void whatIsHeldBackIsCounted() {
        QuietStart quiet = new QuietStart(Duration.ofMinutes(2), nanoTime::get, meters);
        quiet.heldBack(List.of());
        quiet.heldBack(List.of("acme.web.1.1", "acme.web.1.2"));
        quiet.heldBack(List.of("acme.web.2.1"));
        assertThat(meters.get("braid.provisioning.releases.held.back").counter().count())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT1H"})
    void theBoundsThemselvesAreTaken(Duration length) {
        assertThat(new QuietStart(length, nanoTime::get, meters).endsAt(DATABASE))
                .isEqualTo(DATABASE.plus(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.001S", "PT1H0.001S", "P400D"})
    void anotherLengthStopsTheStartAndSaysWhatIsWrong(Duration length) {
        assertThatThrownBy(() -> new QuietStart(length, nanoTime::get, meters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("braid.provisioning.rollout.quiet-start (%s) must be from PT0S to PT1H.".formatted(length));
    }

    private double left() {
        return meters.get("braid.provisioning.quiet.start.left").gauge().value();
    }
}
