package dev.braid.telemetry.service;

import static dev.braid.telemetry.support.Broker.plan;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.ProtectionPath;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.LinkEvidence;
import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.telemetry.support.Probe;
import dev.braid.telemetry.support.Tail;
import dev.braid.telemetry.support.Tokens;
import io.grpc.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthFlowTest extends ServiceTest {
    @Inject
    MeterRegistry meters;

    @Test
    void samplesBecomeMetricsAndMetricsBecomeHealth() {
        broker.link("flow-a", "atlas", 1_000);
        broker.link("flow-b", "atlas", 2_000);
        broker.path("flow.one.1", PathPhase.PATH_PHASE_ACTIVE, 10_000, plan(1, "flow-a", "flow-b"));
        try (Probe probe = new Probe(broker, "atlas")) {
            probe.latency("flow-a", 3_000);
            probe.latency("flow-b", 4_000);

            ConnectionHealth met = awaitState("flow.one.1", HealthState.HEALTH_STATE_MET);
            assertThat(met.getMeasuredLatencyUs()).isEqualTo(7_000);
            assertThat(met.getMaxLatencyUs()).isEqualTo(10_000);
            assertThat(met.getRevision()).isEqualTo(1);
            assertThat(met.getTenantId()).isEqualTo("flow");
            assertThat(met.getIntentKey()).isEqualTo("flow.one");
            assertThat(met.getEvidenceList())
                    .extracting(LinkEvidence::getLinkId)
                    .containsExactly("flow-a", "flow-b");
            assertThat(met.getEvidence(1).getLatencyFloorUs()).isEqualTo(2_000);
            LinkMetrics metrics = link("flow-a").orElseThrow();
            assertThat(metrics.getLatencyP50Us()).isEqualTo(3_000);
            assertThat(metrics.getLatencyP99Us()).isEqualTo(3_000);
            assertThat(metrics.getSampleCount()).isBetween(1, 6);
            assertThat(metrics.getDown()).isFalse();

            probe.latency("flow-b", 9_000);
            ConnectionHealth atRisk = awaitState("flow.one.1", HealthState.HEALTH_STATE_AT_RISK);
            assertThat(atRisk.getPreviousState()).isEqualTo(HealthState.HEALTH_STATE_MET);
            assertThat(atRisk.getMeasuredLatencyUs()).isEqualTo(12_000);
            assertThat(atRisk.getBadWindowCount()).isEqualTo(3);

            probe.cut("flow-b");
            ConnectionHealth broken = awaitState("flow.one.1", HealthState.HEALTH_STATE_BROKEN);
            assertThat(broken.getEvidence(1).getDown()).isTrue();
            assertThat(calls.health(Tokens.viewer("flow"), "flow.one.1").getState())
                    .isEqualTo(HealthState.HEALTH_STATE_BROKEN);

            // Path computation moves it: the new plan is judged from nothing.
            broker.link("flow-c", "atlas", 2_000);
            probe.latency("flow-c", 2_500);
            broker.path("flow.one.1", PathPhase.PATH_PHASE_ACTIVE, 10_000, plan(2, "flow-a", "flow-c"));
            eventually(() -> healthOf("flow.one.1").getLast().getRevision() == 2);
            ConnectionHealth moved = healthOf("flow.one.1").getLast();
            assertThat(moved.getState()).isEqualTo(HealthState.HEALTH_STATE_MET);
            assertThat(moved.getPreviousState()).isEqualTo(HealthState.HEALTH_STATE_BROKEN);
            assertThat(moved.getMeasuredLatencyUs()).isEqualTo(5_500);
        }
    }

    @Test
    void aJudgementFollowsTheEndOfItsWindowWithinHalfASecond() {
        broker.link("quick-a", "atlas", 1_000);
        broker.path("quick.one.1", PathPhase.PATH_PHASE_ACTIVE, 10_000, plan(1, "quick-a"));
        try (Probe probe = new Probe(broker, "atlas")) {
            probe.latency("quick-a", 3_000);
            awaitState("quick.one.1", HealthState.HEALTH_STATE_MET);
            probe.latency("quick-a", 30_000);
            awaitState("quick.one.1", HealthState.HEALTH_STATE_AT_RISK);
        }
        List<Long> afterSecondMs = healthTail.seen(event -> "quick.one.1".equals(event.key())).stream()
                .map(event -> event.timestamp() % 1_000)
                .toList();
        System.out.printf("From the end of a window to its health event: %s ms%n", afterSecondMs);
        // A busy machine may hold one of them up, into the next second even; the better one shows when judging is due.
        assertThat(afterSecondMs).anyMatch(ms -> ms >= 300 && ms <= 500);
    }

    @Test
    void silenceIsUnknownAndEndsWithTheSilence() {
        broker.link("mute-a", "atlas", 1_000);
        broker.path("mute.one.1", PathPhase.PATH_PHASE_ACTIVE, 10_000, plan(1, "mute-a"));
        try (Probe probe = new Probe(broker, "atlas")) {
            probe.latency("mute-a", 3_000);
            awaitState("mute.one.1", HealthState.HEALTH_STATE_MET);
            probe.fallSilent("mute-a");
            awaitState("mute.one.1", HealthState.HEALTH_STATE_UNKNOWN);
            probe.latency("mute-a", 3_000);
            eventually(() -> healthOf("mute.one.1").getLast().getState() == HealthState.HEALTH_STATE_MET);
        }
        assertThat(healthOf("mute.one.1"))
                .extracting(ConnectionHealth::getState)
                .containsExactly(
                        HealthState.HEALTH_STATE_MET, HealthState.HEALTH_STATE_UNKNOWN, HealthState.HEALTH_STATE_MET);
    }

    @Test
    void peopleAreCalledWhenAProvidersLinksFallSilent() {
        broker.link("hush-a", "hush", 1_000);
        broker.link("hush-b", "hush", 1_000);
        try (Probe probe = new Probe(broker, "hush")) {
            probe.latency("hush-a", 3_000);
            probe.latency("hush-b", 3_000);
            eventually(() -> link("hush-a").isPresent() && link("hush-b").isPresent());
            assertThat(silentLinks("hush")).isEmpty();
            probe.fallSilent("hush-a");
            eventually(() -> silentLinks("hush").equals(OptionalDouble.of(1)));
            probe.latency("hush-a", 3_000);
            eventually(() -> silentLinks("hush").isEmpty());
        }
    }

    private OptionalDouble silentLinks(String providerId) {
        return meters.find("braid.telemetry.links.silent").tag("provider", providerId).gauges().stream()
                .mapToDouble(Gauge::value)
                .findAny();
    }

    @Test
    void whileANewPlanIsBuiltTheOldOneIsMeasured() {
        broker.link("build-a", "atlas", 1_000);
        broker.link("build-b", "atlas", 1_000);
        broker.path("build.one.1", PathPhase.PATH_PHASE_PLANNED, 10_000, plan(1, "build-a"));
        try (Probe probe = new Probe(broker, "atlas")) {
            probe.latency("build-a", 3_000);
            probe.latency("build-b", 2_000);
            broker.path("build.one.1", PathPhase.PATH_PHASE_ACTIVE, 10_000, plan(1, "build-a"));
            awaitState("build.one.1", HealthState.HEALTH_STATE_MET);
            broker.path("build.one.1", PathPhase.PATH_PHASE_PLANNED, 2_500, plan(2, "build-b"), plan(1, "build-a"));
            probe.latency("build-a", 20_000);

            ConnectionHealth atRisk = awaitState("build.one.1", HealthState.HEALTH_STATE_AT_RISK);
            assertThat(atRisk.getRevision()).isEqualTo(1);
            assertThat(atRisk.getMaxLatencyUs()).isEqualTo(10_000);
        }
    }

    @Test
    void onlyTheWorkingPathIsMeasuredAndWhatIsBookedForLaterIsNot() {
        broker.link("work-a", "atlas", 1_000);
        broker.link("guard-a", "atlas", 1_000);
        PathPlan plan = plan(1, "work-a").toBuilder()
                .setProtection(ProtectionPath.newBuilder()
                        .addAllHops(plan(1, "guard-a").getHopsList()))
                .build();
        broker.path("guarded.one.1", PathPhase.PATH_PHASE_ACTIVE, 10_000, plan);
        try (Probe probe = new Probe(broker, "atlas")) {
            probe.latency("guard-a", 90_000);
            probe.latency("work-a", 3_000);
            ConnectionHealth met = awaitState("guarded.one.1", HealthState.HEALTH_STATE_MET);
            assertThat(met.getMeasuredLatencyUs()).isEqualTo(3_000);
            assertThat(met.getEvidenceList())
                    .extracting(LinkEvidence::getLinkId)
                    .containsExactly("work-a");

            broker.path("guarded.one.1", PathPhase.PATH_PHASE_SCHEDULED, 10_000, null);
            eventually(() -> calls.list(Tokens.viewer("guarded"), 0, "").getHealthCount() == 0);
            probe.cut("work-a");
            Awaitility.await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
            assertThat(healthOf("guarded.one.1"))
                    .extracting(ConnectionHealth::getState)
                    .containsOnly(HealthState.HEALTH_STATE_MET);
        }
    }

    @Test
    void aConnectionThatEndsIsNotJudgedAndNotFound() {
        broker.link("end-a", "atlas", 1_000);
        broker.path("end.one.1", PathPhase.PATH_PHASE_ACTIVE, 10_000, plan(1, "end-a"));
        try (Probe probe = new Probe(broker, "atlas")) {
            probe.latency("end-a", 3_000);
            awaitState("end.one.1", HealthState.HEALTH_STATE_MET);
            broker.path("end.one.1", PathPhase.PATH_PHASE_RELEASED, 10_000, null);
            eventually(() -> calls.list(Tokens.viewer("end"), 0, "").getHealthCount() == 0);
            assertRefused(Status.Code.NOT_FOUND, () -> calls.health(Tokens.viewer("end"), "end.one.1"));
        }
    }

    @Test
    void anIdleLinkThatDoesNotChangeIsSeldomPublished() {
        broker.link("idle-a", "atlas", 1_000);
        try (Probe probe = new Probe(broker, "atlas");
                Tail tail = new Tail(Topic.LINK_METRICS)) {
            probe.latency("idle-a", 3_000);
            eventually(() -> link("idle-a").isPresent());
            var first = link("idle-a").orElseThrow();
            eventually(() -> !tail.seen(event -> "idle-a".equals(event.key())).isEmpty());
            Awaitility.await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            assertThat(tail.seen(event -> "idle-a".equals(event.key()))).hasSize(1);
            probe.latency("idle-a", 3_500);
            eventually(() ->
                    Timestamps.compare(link("idle-a").orElseThrow().getWindowEndTime(), first.getWindowEndTime()) > 0);
        }
    }

    private Optional<LinkMetrics> link(String linkId) {
        return calls.links(Tokens.operator(), 5_000, "").getLinksList().stream()
                .filter(metrics -> metrics.getLinkId().equals(linkId))
                .findFirst();
    }
}
