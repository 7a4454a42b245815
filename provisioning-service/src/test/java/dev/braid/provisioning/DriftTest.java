package dev.braid.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.provisioning.v1.PlanFailed;
import dev.braid.api.provisioning.v1.ProvisionedConnection;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.provisioning.provider.OrphanAudit;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Carriers;
import dev.braid.provisioning.support.Carriers.Carrier;
import dev.braid.provisioning.support.Carriers.Kept;
import dev.braid.provisioning.support.Client;
import dev.braid.provisioning.support.ProvisioningStack;
import dev.braid.provisioning.support.Wanted;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a carrier holds is compared with what is wanted, long after it was ordered. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class DriftTest {
    private static final long BPS = 100_000_000;

    @Inject
    OrphanAudit orphanAudit;

    private final Bus bus = new Bus(Topic.PROVISIONING);
    private final Carriers carriers = Carriers.shared();
    private Carrier faulty;

    @BeforeEach
    void openCarriers() {
        faulty = carriers.carrier("drifting");
    }

    static Stream<Arguments> drifts() {
        UnaryOperator<Kept> gone = _ -> null;
        UnaryOperator<Kept> slower = kept -> kept.at(1_000_000);
        UnaryOperator<Kept> down = kept -> new Kept(kept.linkIds(), "HELD", kept.bandwidthBps(), kept.revision());
        UnaryOperator<Kept> over = kept -> new Kept(kept.linkIds(), "CEASED", kept.bandwidthBps(), kept.revision());
        return Stream.of(
                Arguments.of("missing", gone),
                Arguments.of("wrong bandwidth", slower),
                Arguments.of("wrong state", down),
                Arguments.of("ceased", over));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("drifts")
    void driftOfAnActiveLegIsFoundAndRepaired(String name, UnaryOperator<Kept> drift) {
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(BPS, "drifting"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        String reference = wanted.connectionId + ".1";
        faulty.orders.computeIfPresent(reference, (_, kept) -> drift.apply(kept));

        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "DRIFT_FOUND 1");
        await().untilAsserted(() -> assertThat(faulty.living(wanted.connectionId))
                .extracting(Kept::state, Kept::bandwidthBps)
                .containsExactly(tuple("IN_SERVICE", BPS)));
        var found = bus.events(wanted.connectionId).getLast().getDriftFound();
        assertThat(found.getLegId()).isEqualTo(reference);
        assertThat(found.getDifference()).contains("found");
        assertThat(Client.ofTenant("acme").connection(wanted.connectionId).getActiveRevision())
                .isEqualTo(1);
    }

    @Test
    void aLegThatIsLostInTheSoakBringsTheOldOneBack() {
        Carrier fading = carriers.carrier("fading");
        Wanted wanted = Wanted.connection("acme");
        // From the first look after the switch on: whatever the clocks do, the soak does not end before that.
        fading.loses =
                () -> Client.ofTenant("acme").connection(wanted.connectionId).getActiveRevision() == 2;
        wanted.send(wanted.plan(BPS, "drifting"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        wanted.send(wanted.plan(BPS, "fading"));
        bus.awaitTold(
                wanted,
                "ACTIVATED 1",
                "OLD_LEGS_RELEASED 1",
                "ACTIVATED 2",
                "DRIFT_FOUND 2",
                "FAILED 2",
                "ACTIVATED 1");

        List<ProvisioningEvent> events = bus.events(wanted.connectionId);
        assertThat(events.get(4).getFailed())
                .extracting(PlanFailed::getProviderId, PlanFailed::getReturnedRevision)
                .containsExactly("fading", 1L);
        assertThat(events.get(4).getFailed().getReason()).contains("HELD");
        assertThat(events.get(5).getActivated().getPreviousRevision()).isEqualTo(2);
        await().untilAsserted(
                        () -> assertThat(fading.living(wanted.connectionId)).isEmpty());
        assertThat(carriers.log(wanted.connectionId))
                .containsExactly(
                        "PUT drifting",
                        "activate drifting",
                        "PUT fading",
                        "activate fading",
                        "activate drifting",
                        "release fading");
        assertThat(Client.ofTenant("acme").connection(wanted.connectionId))
                .extracting(ProvisionedConnection::getActiveRevision, ProvisionedConnection::getSpareRevision)
                .containsExactly(1L, 0L);
    }

    @Test
    void anOrderThatNobodyKnowsIsReportedAndNeverReleased() {
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(BPS, "drifting"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        faulty.orders.put("somebody.else.1.1", new Kept(List.of("drifting-lon-par-1"), "IN_SERVICE", BPS, 1));
        Duration patience = Duration.ofSeconds(5);
        assertThat(orphanAudit.audit("drifting").await().atMost(patience)).isEmpty();
        assertThat(orphanAudit.audit("drifting").await().atMost(patience)).isEqualTo(Set.of("somebody.else.1.1"));
        assertThat(faulty.orders.remove("somebody.else.1.1").state()).isEqualTo("IN_SERVICE");
    }
}
