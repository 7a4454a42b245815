package dev.braid.lab.stamp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.build.Lab;
import dev.braid.lab.build.Requirements;
import dev.braid.lab.plan.Fibre;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What STAMP measures on the fibres of a real lab. */
class FibreMeterTest {
    private static final long PATIENCE_MILLIS = 15_000;
    private static final long EARLY_US = 50;

    private static Lab lab;

    @BeforeAll
    static void up() {
        Requirements.missing().ifPresent(missing -> Assumptions.abort(missing));
        lab = Lab.up(Path.of("lab.json"));
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            Lab.down();
        }
    }

    @Test
    void everyFibreIsMeasuredBothWaysAndNeverFasterThanItIs() throws InterruptedException {
        Map<String, Reading> readings = new ConcurrentHashMap<>();
        try (FibreMeter _ = FibreMeter.start(lab.plan(), readings::putAll)) {
            for (Fibre fibre : lab.plan().fibres()) {
                for (String link : new String[] {fibre.id(), fibre.z() + "-" + fibre.a()}) {
                    Reading reading = await(readings, link, found -> found.lossRatio() < 1);
                    assertThat(reading.latencyUs()).as(link).isGreaterThanOrEqualTo(fibre.delayUs() - EARLY_US);
                }
            }
        }
    }

    @Test
    void aRaisedDelayIsMeasuredAndACutFibreLosesAllUntilItIsMended() throws InterruptedException {
        Map<String, Reading> readings = new ConcurrentHashMap<>();
        try (FibreMeter _ = FibreMeter.start(lab.plan(), readings::putAll)) {
            lab.relay().delay("a2-c2", 25_000);
            assertThat(await(readings, "c2-a2", reading -> reading.latencyUs() >= 24_900))
                    .isNotNull();
            assertThat(await(readings, "a2-c2", reading -> reading.latencyUs() >= 24_900))
                    .isNotNull();
            lab.relay().cut("b1-b2");
            assertThat(await(readings, "b1-b2", reading -> reading.lossRatio() == 1))
                    .isNotNull();
            assertThat(await(readings, "b2-b1", reading -> reading.lossRatio() == 1))
                    .isNotNull();
            lab.relay().mend("b1-b2");
            assertThat(await(readings, "b2-b1", reading -> reading.lossRatio() == 0))
                    .isNotNull();
        } finally {
            lab.relay().delay("a2-c2", 5_000);
            lab.relay().mend("b1-b2");
        }
    }

    private static Reading await(Map<String, Reading> readings, String link, Predicate<Reading> wanted)
            throws InterruptedException {
        for (long waited = 0; waited < PATIENCE_MILLIS; waited += 20) {
            Reading reading = readings.get(link);
            if (reading != null && wanted.test(reading)) {
                return reading;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("%s measured %s.".formatted(link, readings.get(link)));
    }
}
