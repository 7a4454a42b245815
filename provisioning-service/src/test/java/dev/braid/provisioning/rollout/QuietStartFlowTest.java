package dev.braid.provisioning.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Carriers;
import dev.braid.provisioning.support.Carriers.Kept;
import dev.braid.provisioning.support.ProvisioningStack;
import dev.braid.provisioning.support.Wanted;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The service in its first minutes, which last as long as the test wants. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class QuietStartFlowTest {
    private static final Duration LENGTH = Duration.ofMillis(600);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long BPS = 100_000_000;

    @Inject
    MeterRegistry meters;

    private final Bus bus = new Bus(Topic.PROVISIONING);
    private final AtomicLong nanoTime = new AtomicLong();

    @Test
    void whatIsNotWantedAnyMoreIsKeptAndAllElseGoesOnUntilTheQuietTimeIsOver() {
        Carriers.shared();
        QuarkusMock.installMockForType(new QuietStart(LENGTH, nanoTime::get, meters), QuietStart.class);
        Wanted given = Wanted.connection("acme");
        given.send(given.plan(BPS, "atlas"));
        bus.awaitTold(given, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        double before = heldBack();
        given.send(given.release());
        await().atMost(PATIENCE).until(() -> heldBack() > before);

        Wanted other = Wanted.connection("acme");
        other.send(other.plan(BPS, "atlas"));
        bus.awaitTold(other, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        other.send(other.plan(2 * BPS, "atlas"));
        bus.awaitTold(other, "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "ACTIVATED 2", "OLD_LEGS_RELEASED 2");
        // It was due again, and again there was time left.
        await().atMost(PATIENCE).until(() -> heldBack() > before + 1);
        assertThat(Carriers.shared().carrier("atlas").living(given.connectionId))
                .extracting(Kept::state)
                .containsExactly("IN_SERVICE");

        nanoTime.set(LENGTH.toNanos());
        bus.awaitTold(given, "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "RELEASED 1");
        assertThat(Carriers.shared().carrier("atlas").living(given.connectionId))
                .isEmpty();
    }

    /** Somebody changed it while no process was there; a change of ours would hide that. */
    @Test
    void anOrderThatWasLastSeenBeforeTheStartIsLookedAtBeforeItIsChanged() {
        Carriers carriers = Carriers.shared();
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(BPS, "atlas"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        QuarkusMock.installMockForType(new QuietStart(Duration.ZERO, System::nanoTime, meters), QuietStart.class);
        carriers.carrier("atlas").orders.computeIfPresent(wanted.connectionId + ".1", (_, kept) -> kept.at(BPS / 2));
        wanted.send(wanted.plan(2 * BPS, "atlas"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bus.told(wanted.connectionId)).contains("ACTIVATED 2"));
        assertThat(bus.told(wanted.connectionId))
                .filteredOn(it -> it.startsWith("DRIFT_FOUND") || it.equals("ACTIVATED 2"))
                .hasSize(2)
                .last()
                .isEqualTo("ACTIVATED 2");
    }

    private double heldBack() {
        return meters.counter("braid.provisioning.releases.held.back").count();
    }
}
