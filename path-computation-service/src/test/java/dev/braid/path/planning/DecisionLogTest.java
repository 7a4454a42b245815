package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.Topic;
import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.api.path.v1.MoveDecision;
import dev.braid.api.path.v1.MoveResult.ResultCase;
import dev.braid.api.path.v1.RailVerdict;
import dev.braid.api.telemetry.v1.Breach;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.Promise;
import dev.braid.path.contract.SignalProto;
import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.Permission;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import dev.braid.platform.proto.Times;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of the decisions on one connection, from London to Frankfurt within ten milliseconds. */
class DecisionLogTest {
    private static final String ID = "acme.web.1";
    private static final String NORTH = "nordic-gb-lon-nl-ams";

    private final Scenario scenario = new Scenario(World.europe());
    private BatchPlanner planner = planner("AUTOMATIC");
    private Instant now = scenario.now();
    private long reports = 100;

    private static BatchPlanner planner(String mode) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(PlanningSettings.class)
                .withMapping(GuardSettings.class)
                .withDefaultValues(Map.of("braid.path.guard.mode", mode))
                .build();
        return new BatchPlanner(
                config.getConfigMapping(GuardSettings.class),
                config.getConfigMapping(PlanningSettings.class),
                _ -> new Permission.Within(Mode.valueOf(mode)),
                MoveGateTest.open(),
                TestReplica.desk(),
                new Settlements());
    }

    @BeforeEach
    void aConnectionIsActiveOnTheNorthernWay() {
        scenario.request("web", 1, within(10_000, demand("gb-lon", "de-fra", 1)));
        scenario.activate("web.1");
    }

    @Test
    void aMoveIsToldWithWhatItWasDecidedBy() {
        slow(30_000);
        DecisionEvent event = only(judged(1, HealthState.HEALTH_STATE_BROKEN, 33_600));

        assertThat(event.getDecisionId()).isEqualTo("acme.web.1/2");
        assertThat(event.getTenantId()).isEqualTo("acme");
        assertThat(event.getIntentKey()).isEqualTo("acme.web");
        assertThat(Times.instant(event.getOccurTime())).isEqualTo(now);
        MoveDecision decision = event.getDecided();
        assertThat(decision.getMoved().getRevision()).isEqualTo(2);
        assertThat(decision.getJudgement().getBadWindowCount()).isEqualTo(3);
        assertThat(decision.getJudgement().getBreaches(0).getBoundUs()).isEqualTo(10_000);
        assertThat(decision.getCurrent().getRevision()).isEqualTo(1);
        assertThat(decision.getCurrent().getProviderIdsList()).containsExactly("nordic");
        assertThat(decision.getCurrent().getNodeIdsList()).hasSize(3);
        assertThat(decision.getProposed().getRevision()).isEqualTo(2);
        assertThat(decision.getProposed().getLinkIdsList())
                .containsExactly("atlas-gb-lon-fr-par", "atlas-fr-par-de-fra");
        assertThat(decision.getProposed().getExpectedLatencyUs()).isEqualTo(9_000);
        assertThat(decision.getProposed().getSummary()).startsWith("Moved because 33.6 ms were measured");
        assertThat(decision.getRailsList()).noneMatch(RailVerdict::getStops);
        assertThat(decision.getRailsList())
                .extracting(RailVerdict::getRail)
                .startsWith("not-bad")
                .endsWith("mode", "gate");
    }

    @Test
    void aMoveThatIsHeldIsToldOnceUntilAnotherRailHoldsItOrTheTroubleIsOver() {
        planner = planner("OBSERVE");
        assertThat(held(judged(1, HealthState.HEALTH_STATE_BROKEN, 33_600))).isEqualTo("no-better-path");
        assertThat(judged(1, HealthState.HEALTH_STATE_BROKEN, 33_700)).isEmpty();
        slow(30_000);
        List<DecisionEvent> observed = judged(1, HealthState.HEALTH_STATE_BROKEN, 33_600);
        assertThat(held(observed)).isEqualTo("mode");
        assertThat(observed.getFirst().getDecisionId())
                .isEqualTo("acme.web.1/1/" + (now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000));
        assertThat(observed.getFirst().getDecided().getProposed().getRevision()).isZero();
        assertThat(observed.getFirst().getDecided().getProposed().getExpectedLatencyUs())
                .isEqualTo(9_000);
        assertThat(judged(1, HealthState.HEALTH_STATE_AT_RISK, 33_600)).isEmpty();

        assertThat(judged(1, HealthState.HEALTH_STATE_MET, 8_000)).isEmpty();
        assertThat(held(judged(1, HealthState.HEALTH_STATE_AT_RISK, 33_600))).isEqualTo("mode");
    }

    @Test
    void whatWasToldInABatchThatDoesNotCountIsToldAgain() {
        planner = planner("OBSERVE");
        slow(30_000);
        Received judgement = judgement(1, HealthState.HEALTH_STATE_BROKEN, 33_600);
        List<DecisionEvent> lost = told(false, judgement);
        assertThat(told(true, judgement)).isEqualTo(lost).hasSize(1);
        assertThat(told(true, judgement)).isEmpty();
    }

    @Test
    void twoJudgementsInOneBatchAreToldOnce() {
        planner = planner("OBSERVE");
        slow(30_000);
        assertThat(told(
                        true,
                        judgement(1, HealthState.HEALTH_STATE_BROKEN, 33_600),
                        judgement(1, HealthState.HEALTH_STATE_BROKEN, 33_700)))
                .hasSize(1);
    }

    @Test
    void whatTelemetryJudgesFirstOfANewPathIsItsResult() {
        move();
        DecisionEvent active = only(reported(2, new Outcome.Activated()));
        assertThat(active.getDecisionId()).isEqualTo("acme.web.1/2");
        assertThat(active.getResult().getResultCase()).isEqualTo(ResultCase.ACTIVATED);

        assertThat(judged(2, HealthState.HEALTH_STATE_UNKNOWN, 0)).isEmpty();
        DecisionEvent verified = only(judged(2, HealthState.HEALTH_STATE_MET, 9_100));
        assertThat(verified.getDecisionId()).isEqualTo("acme.web.1/2");
        assertThat(verified.getResult().getJudged().getState()).isEqualTo(HealthState.HEALTH_STATE_MET);
        assertThat(verified.getResult().getJudged().getMeasuredLatencyUs()).isEqualTo(9_100);
        assertThat(judged(2, HealthState.HEALTH_STATE_MET, 9_200)).isEmpty();

        // A restart forgets what was told, and tells it again under the same id.
        planner = planner("AUTOMATIC");
        assertThat(only(judged(2, HealthState.HEALTH_STATE_MET, 9_300)).getDecisionId())
                .isEqualTo("acme.web.1/2");
    }

    @Test
    void aNewPathThatIsWorseIsToldBeforeWhatFollowsFromIt() {
        move();
        reported(2, new Outcome.Activated());
        List<DecisionEvent> events = judged(2, HealthState.HEALTH_STATE_BROKEN, 15_000);
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().getResult().getJudged().getState()).isEqualTo(HealthState.HEALTH_STATE_BROKEN);
        assertThat(events.getLast().getDecided().getHeld().getRail()).isEqualTo("hold-down");
        assertThat(events.getLast().getDecided().getHeld().getReason()).contains("stays put until");
    }

    @Test
    void aRefusalIsTheResultOfTheMoveInTheProvidersWords() {
        move();
        DecisionEvent refused =
                only(reported(2, new Outcome.Failed("atlas", List.of("atlas-gb-lon-fr-par"), "NO_CAPACITY")));
        assertThat(refused.getDecisionId()).isEqualTo("acme.web.1/2");
        assertThat(refused.getResult().getRefused().getProviderId()).isEqualTo("atlas");
        assertThat(refused.getResult().getRefused().getReason()).isEqualTo("NO_CAPACITY");
        assertThat(refused.getResult().getRefused().getWantedRevision()).isEqualTo(3);
    }

    @Test
    void aLegLostInTheSoakIsAReturn() {
        move();
        reported(2, new Outcome.Activated());
        DecisionEvent returned =
                only(reported(2, new Outcome.Failed("atlas", List.of("atlas-gb-lon-fr-par"), "LOST", 1)));
        assertThat(returned.getResult().getReturned().getReturnedRevision()).isEqualTo(1);
        assertThat(returned.getResult().getReturned().getReason()).isEqualTo("LOST");
    }

    @Test
    void aMoveThatATenantOvertakesIsToldToBe() {
        move();
        DecisionEvent overtaken = only(told(
                true,
                reported(new Signal.IntentRequested(
                        "acme.web",
                        "acme",
                        2,
                        List.of(new Signal.RequestedConnection(ID, within(10_000, demand("gb-lon", "de-fra", 2))))))));
        assertThat(overtaken.getDecisionId()).isEqualTo("acme.web.1/2");
        assertThat(overtaken.getResult().getOvertaken().getWantedRevision()).isEqualTo(3);
    }

    @Test
    void whatWasNotMovedForItsHealthHasNoResults() {
        scenario.request("other", 1, demand("gb-lon", "de-fra", 1));
        assertThat(told(
                        true,
                        reported(new Signal.ProvisioningReport("acme.other.1", 1, ++reports, new Outcome.Activated()))))
                .isEmpty();
        assertThat(judged(1, HealthState.HEALTH_STATE_MET, 8_000)).isEmpty();
    }

    private void move() {
        slow(30_000);
        assertThat(only(judged(1, HealthState.HEALTH_STATE_BROKEN, 33_600))
                        .getDecided()
                        .hasMoved())
                .isTrue();
        slow(3_500);
    }

    private void slow(long latencyUs) {
        now = now.plusSeconds(1);
        scenario.state().apply(new Change.LinkMeasured(new LinkMeasure(NORTH, now, latencyUs, false)));
    }

    private List<DecisionEvent> judged(long revision, HealthState state, long measuredUs) {
        return told(true, judgement(revision, state, measuredUs));
    }

    private Received judgement(long revision, HealthState state, long measuredUs) {
        now = now.plusSeconds(1);
        ConnectionHealth.Builder health = ConnectionHealth.newBuilder()
                .setConnectionId(ID)
                .setIntentKey("acme.web")
                .setTenantId("acme")
                .setRevision(revision)
                .setJudgeTime(Times.timestamp(now))
                .setState(state)
                .setMeasuredLatencyUs(measuredUs)
                .setBadWindowCount(3)
                .setWindowCount(5);
        if (measuredUs > 10_000) {
            health.addBreaches(Breach.newBuilder()
                    .setPromise(Promise.PROMISE_LATENCY)
                    .setMeasuredUs(measuredUs)
                    .setBoundUs(10_000));
        }
        ConnectionHealth message = health.build();
        return new Received.Reported(
                SignalProto.health(message),
                new ConsumerRecord<>(Topic.HEALTH.topicName(), 0, 0, ID, message.toByteArray()));
    }

    private List<DecisionEvent> reported(long revision, Outcome outcome) {
        now = now.plusSeconds(1);
        return told(true, reported(new Signal.ProvisioningReport(ID, revision, ++reports, outcome)));
    }

    private static Received reported(Signal signal) {
        return new Received.Reported(signal, new ConsumerRecord<>("topic", 0, 0, "key", new byte[0]));
    }

    private List<DecisionEvent> told(boolean committed, Received... inputs) {
        List<DecisionEvent> events = new ArrayList<>();
        BatchOutcome outcome = planner.plan(scenario.state(), List.of(), List.of(inputs), now, new Outbox() {
            @Override
            public void send(ProducerRecord<String, byte[]> message) {
                if (message.topic().equals(Topic.DECISIONS.topicName())) {
                    events.add(parsed(message.value()));
                }
            }

            @Override
            public void startOver() {
                events.clear();
            }
        });
        assertThat(outcome.deadLetters).isEmpty();
        if (committed) {
            outcome.applyTo(scenario.state());
            outcome.page.committed();
        }
        return events;
    }

    private static DecisionEvent parsed(byte[] value) {
        try {
            return DecisionEvent.parseFrom(value);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static DecisionEvent only(List<DecisionEvent> events) {
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private static String held(List<DecisionEvent> events) {
        return only(events).getDecided().getHeld().getRail();
    }
}
