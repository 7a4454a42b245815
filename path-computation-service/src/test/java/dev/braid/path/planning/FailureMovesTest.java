package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.Topic;
import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.path.contract.FailureProto;
import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.LinkFailure;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.network.LinkQuality;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Priority;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.Permission;
import dev.braid.path.guard.Permissions;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A link fails under many connections: who is moved, in which order, and who waits for whom. */
class FailureMovesTest {
    private static final String LINK = "atlas-gb-lon-fr-par";
    private static final Duration SETTLE = Duration.ofMillis(200);
    private static final int CONNECTIONS = 24;

    private final Scenario scenario = new Scenario(world());
    private PlanningState state = scenario.state();
    private Permissions permissions = TestReplica.MOVES_FREELY;
    private final List<ProducerRecord<String, byte[]>> sent = new ArrayList<>();
    private final List<String> moved = new ArrayList<>();
    private Instant now = scenario.now();
    private BatchPlanner planner = planner(Map.of());

    private final Outbox outbox = new Outbox() {
        @Override
        public void send(ProducerRecord<String, byte[]> message) {
            sent.add(message);
        }

        @Override
        public void startOver() {
            sent.clear();
        }
    };

    /** Atlas has the fastest link of several. */
    private static World world() {
        return new World()
                .line("atlas", "gb-lon", "fr-par", 4_000, 100, 100)
                .line("atlas", "gb-lon", "de-fra", 4_000, 100, 100)
                .line("atlas", "gb-lon", "nl-ams", 4_000, 100, 100)
                .line("nordic", "gb-lon", "fr-par", 5_000, 100, 100);
    }

    private BatchPlanner planner(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("braid.path.planning.batch-moves", "5"));
        all.putAll(settings);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(PlanningSettings.class)
                .withMapping(GuardSettings.class)
                .withDefaultValues(all)
                .build();
        return new BatchPlanner(
                config.getConfigMapping(GuardSettings.class),
                config.getConfigMapping(PlanningSettings.class),
                tenantId -> permissions.of(tenantId),
                MoveGateTest.open(),
                TestReplica.desk(),
                new Settlements());
    }

    /** Connection c00 has priority 7, the next one 6, and so on round: neither made nor named in order. */
    private void activate() {
        for (int i = 0; i < CONNECTIONS; i++) {
            String intent = "c%02d".formatted(i);
            int priority = 7 - i % 8;
            scenario.request(
                    intent, 1, demand("gb-lon", "fr-par", 1).withPriority(new Priority(priority, priority, false)));
            scenario.activate(intent + ".1");
        }
        assertThat(scenario.way("c00.1")).containsExactly(LINK);
    }

    private void cut(String... linkIds) {
        Received[] measures = new Received[linkIds.length];
        for (int i = 0; i < linkIds.length; i++) {
            measures[i] = new Received.Measured(new Change.LinkMeasured(new LinkMeasure(linkIds[i], now, 0, true)));
        }
        turn(measures);
        assertThat(turn().changes).as("within the time to settle").isEmpty();
    }

    /** One batch, committed. */
    private BatchOutcome turn(Received... inputs) {
        BatchOutcome outcome = planner.plan(state, List.of(), List.of(inputs), now, outbox);
        outcome.applyTo(state);
        outcome.page.committed();
        outcome.gate.committed();
        for (Change change : outcome.changes) {
            if (change instanceof Change.RecordWritten(PathRecord record)
                    && record.plan().orElseThrow().why().cause() == Cause.LINK_FAILED) {
                moved.add(record.connectionId());
            }
        }
        return outcome;
    }

    /** As many batches as the loop would make, for so long. */
    private void run(Duration time) {
        for (Instant end = now.plus(time); !now.isAfter(end); now = now.plusMillis(100)) {
            for (int batches = 0; planner.hasMoves(state, now); batches++) {
                assertThat(batches).as("Batches without an end").isLessThan(100);
                int before = moved.size();
                turn();
                if (moved.size() == before) {
                    break;
                }
            }
        }
    }

    private List<Integer> priorities() {
        return moved.stream()
                .map(id ->
                        state.book().find(id).orElseThrow().demand().priority().setup())
                .toList();
    }

    private List<DecisionEvent> told() throws Exception {
        List<DecisionEvent> told = new ArrayList<>();
        for (ProducerRecord<String, byte[]> message : sent) {
            if (message.topic().equals(Topic.DECISIONS.topicName())) {
                told.add(DecisionEvent.parseFrom(message.value()));
            }
        }
        return told;
    }

    private Received judgedByTelemetry(String connection) {
        PathRecord record = state.book().find("acme." + connection).orElseThrow();
        HealthJudged judged = LinkFailure.judgement(state, record).orElseThrow();
        ConnectionHealth health = FailureProto.health(record, judged);
        return new Received.Reported(
                judged, new ConsumerRecord<>(Topic.HEALTH.topicName(), 0, 0, "key", health.toByteArray()));
    }

    @Test
    void allAreMovedTheMostImportantFirstAFewInABatch() throws Exception {
        activate();
        cut(LINK);
        now = now.plus(SETTLE);
        assertThat(turn().changes).hasSize(5);
        run(Duration.ofSeconds(1));

        assertThat(moved).hasSize(CONNECTIONS).doesNotHaveDuplicates();
        assertThat(priorities()).isSorted();
        assertThat(told()).hasSize(CONNECTIONS).allSatisfy(event -> {
            assertThat(event.getDecided().hasMoved()).isTrue();
            assertThat(event.getDecided().getJudgement().getEvidenceList())
                    .singleElement()
                    .satisfies(link -> assertThat(link.getDown()).isTrue());
        });
        assertThat(planner.movesWaiting()).isZero();
    }

    @Test
    void aBudgetGoesToTheMostImportantAndTheOthersWaitInOrder() {
        planner = planner(Map.of("braid.path.guard.failed.per-minute", "10"));
        activate();
        cut(LINK);
        run(Duration.ofSeconds(30));
        assertThat(moved).hasSize(10);
        assertThat(priorities()).isEqualTo(List.of(0, 0, 0, 1, 1, 1, 2, 2, 2, 3));
        assertThat(planner.movesWaiting()).isEqualTo(CONNECTIONS - 10);

        now = now.plusSeconds(25);
        turnMeasure();
        run(Duration.ofSeconds(20));
        assertThat(moved).hasSize(20);
        assertThat(priorities()).isSorted();
        now = now.plusSeconds(45);
        turnMeasure();
        run(Duration.ofSeconds(20));
        assertThat(moved).hasSize(CONNECTIONS).doesNotHaveDuplicates();
        assertThat(priorities()).isSorted();
    }

    /** Telemetry says again that it is down. */
    private void turnMeasure() {
        turn(new Received.Measured(new Change.LinkMeasured(new LinkMeasure(LINK, now, 0, true))));
    }

    @Test
    void whoIsJudgedFirstDoesNotPassTheMoreImportantThatWait() throws Exception {
        planner = planner(Map.of("braid.path.guard.failed.per-minute", "3"));
        activate();
        cut(LINK);
        assertThat(turn(judgedByTelemetry("c00.1")).decided)
                .singleElement()
                .satisfies(decided -> assertThat(decided.decision().toString()).contains("turn"));
        run(Duration.ofSeconds(1));
        assertThat(priorities()).containsExactly(0, 0, 0);

        sent.clear();
        turn(judgedByTelemetry("c00.1"), judgedByTelemetry("c14.1"));
        turn(judgedByTelemetry("c00.1"));
        assertThat(moved).hasSize(3);
        assertThat(told())
                .as("each once")
                .hasSize(2)
                .allSatisfy(event ->
                        assertThat(event.getDecided().getHeld().getRail()).isEqualTo("budget"));
        assertThat(told())
                .filteredOn(event -> event.getConnectionId().equals("acme.c00.1"))
                .extracting(event -> event.getDecided().getHeld().getReason())
                .containsExactly(
                        "Connection acme.c00.1 waits: no more moves off links that are down are allowed now, and 18"
                                + " more important ones of the 21 that wait go before it.");
    }

    @Test
    void aJudgementInTheBatchThatTellsOfTheLinkDoesNotPassEither() {
        activate();
        PathRecord record = scenario.record("c00.1");
        HealthJudged judged = new HealthJudged(
                record.connectionId(),
                record.plan().orElseThrow().revision(),
                now,
                dev.braid.path.domain.decision.Signal.HealthState.BROKEN,
                true,
                0,
                List.of(new LinkMeasure(LINK, now, 0, true)));
        turn(
                new Received.Measured(new Change.LinkMeasured(new LinkMeasure(LINK, now, 0, true))),
                new Received.Reported(judged, new ConsumerRecord<>("topic", 0, 0, "key", new byte[0])));
        assertThat(moved).isEmpty();
        run(Duration.ofSeconds(1));
        assertThat(priorities()).hasSize(CONNECTIONS).isSorted();
    }

    @Test
    void aStopAndAModeHoldThemAndTheReleaseLetsThemGo() throws Exception {
        activate();
        permissions = _ -> new Permission.Stopped("Stopped by somebody.");
        cut(LINK);
        run(Duration.ofSeconds(12));
        assertThat(moved).isEmpty();
        assertThat(told())
                .hasSize(CONNECTIONS)
                .allSatisfy(event ->
                        assertThat(event.getDecided().getHeld().getRail()).isEqualTo("stopped"));

        permissions = _ -> new Permission.Within(Mode.OBSERVE);
        run(Duration.ofSeconds(6));
        assertThat(moved).isEmpty();

        permissions = TestReplica.MOVES_FREELY;
        run(Duration.ofSeconds(6));
        assertThat(moved).hasSize(CONNECTIONS);
        assertThat(priorities()).isSorted();
    }

    @Test
    void aSourceThatSaysThatAllItsLinksAreDownMovesNobody() throws Exception {
        activate();
        cut(LINK);
        now = now.plusMillis(100);
        cut(
                "atlas-fr-par-gb-lon",
                "atlas-gb-lon-de-fra",
                "atlas-de-fra-gb-lon",
                "atlas-gb-lon-nl-ams",
                "atlas-nl-ams-gb-lon");
        run(Duration.ofSeconds(20));
        assertThat(moved).isEmpty();
        assertThat(told())
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(event.getDecided().getHeld().getRail()).isEqualTo("suspect-source"));
    }

    /** Its links are measured at different parts of the second, and it takes two windows each to be down. */
    @Test
    void neitherDoesOneWhoseLinksAreHeardASecondApart() {
        activate();
        cut(LINK, "atlas-fr-par-gb-lon", "atlas-gb-lon-de-fra");
        run(Duration.ofMillis(1_000));
        cut("atlas-de-fra-gb-lon", "atlas-gb-lon-nl-ams", "atlas-nl-ams-gb-lon");
        run(Duration.ofSeconds(20));
        assertThat(moved).isEmpty();
    }

    /** The first to be heard are those of one fibre; all others have lost one window so far, and will be down in the next. */
    @Test
    void norWhereOnlyOneFibreIsHeardBeforeTheOthers() {
        activate();
        List<Received> measures = new ArrayList<>();
        for (String linkId : List.of(LINK, "atlas-fr-par-gb-lon")) {
            measures.add(new Received.Measured(new Change.LinkMeasured(new LinkMeasure(linkId, now, 0, true))));
        }
        List<String> others =
                List.of("atlas-gb-lon-de-fra", "atlas-de-fra-gb-lon", "atlas-gb-lon-nl-ams", "atlas-nl-ams-gb-lon");
        for (String linkId : others) {
            LinkMeasure losing = new LinkMeasure(linkId, now, 0, false, Optional.of(new LinkQuality(0, 1)));
            measures.add(new Received.Measured(new Change.LinkMeasured(losing)));
        }
        turn(measures.toArray(Received[]::new));
        run(Duration.ofMillis(900));
        assertThat(moved).isEmpty();
        cut(others.toArray(String[]::new));
        run(Duration.ofSeconds(20));
        assertThat(moved).isEmpty();
    }

    @Test
    void severalFibresOfALargeProviderAreLeftAfterAMomentMore() {
        activate();
        cut(LINK, "atlas-fr-par-gb-lon", "atlas-gb-lon-de-fra");
        run(Duration.ofMillis(1_300));
        assertThat(moved).isEmpty();
        run(Duration.ofMillis(400));
        assertThat(moved).hasSize(CONNECTIONS);
    }

    /** A second down, two up: it does not have to settle anew each time. */
    @Test
    void aCableThatFlapsIsLeftToo() {
        activate();
        for (int i = 0; i < 3 && moved.isEmpty(); i++) {
            turn(measures(true));
            run(Duration.ofMillis(1_000));
            turn(measures(false));
            run(Duration.ofMillis(2_000));
        }
        assertThat(moved).isNotEmpty();
    }

    private Received[] measures(boolean down) {
        return Stream.of(LINK, "atlas-fr-par-gb-lon", "atlas-gb-lon-de-fra")
                .map(linkId -> new LinkMeasure(linkId, now, down ? 0 : 4_000, down))
                .map(measure -> new Received.Measured(new Change.LinkMeasured(measure)))
                .toArray(Received[]::new);
    }

    @Test
    void aClockThatIsSetBackHoldsNobodyUp() {
        planner = planner(Map.of("braid.path.guard.failed.per-minute", "3"));
        activate();
        cut(LINK);
        run(Duration.ofSeconds(1));
        assertThat(moved).hasSize(3);
        assertThat(planner.hasMoves(state, now)).isFalse();
        now = now.minusSeconds(3_600);
        assertThat(planner.hasMoves(state, now)).isTrue();
    }

    @Test
    void oldNewsMoveNobodyAndALinkThatComesBackInTimeDoesNotEither() {
        activate();
        cut(LINK);
        turn(new Received.Measured(new Change.LinkMeasured(new LinkMeasure(LINK, now.plusMillis(50), 4_000, false))));
        run(Duration.ofSeconds(1));
        assertThat(moved).isEmpty();

        turn(new Received.Measured(new Change.LinkMeasured(new LinkMeasure(LINK, now, 0, true))));
        now = now.plusSeconds(31);
        run(Duration.ofSeconds(6));
        assertThat(moved).isEmpty();
    }

    @Test
    void whoHasNoOtherWayDoesNotStandInTheWay() {
        activate();
        // As important as can be, and larger than what else there is.
        scenario.request("a-huge", 1, demand("gb-lon", "fr-par", 70).withPriority(new Priority(0, 0, false)));
        scenario.activate("a-huge.1");
        state.apply(new Change.LinkMeasured(new LinkMeasure("nordic-gb-lon-fr-par", now, 5_000, false)));
        scenario.request("b-other", 1, demand("gb-lon", "fr-par", 40).withPriority(new Priority(0, 0, false)));
        scenario.activate("b-other.1");
        assertThat(scenario.way("b-other.1")).containsExactly("nordic-gb-lon-fr-par");
        cut(LINK);
        run(Duration.ofSeconds(2));

        assertThat(moved).hasSize(CONNECTIONS).doesNotContain("acme.a-huge.1");
        assertThat(priorities()).isSorted();
        assertThat(planner.movesWaiting()).isEqualTo(1);

        now = now.plusSeconds(10);
        BatchOutcome again = turn();
        assertThat(again.decided)
                .as("why there is no other path is found out once")
                .singleElement()
                .satisfies(it -> assertThat(it.decision())
                        .isEqualTo(new Decision.Ignored(
                                "no-better-path", "Connection acme.a-huge.1 stays: There is still no other path.")));
        scenario.apply(new World()
                .line("nordic", "gb-lon", "fr-par", "second", 5_000, 100, 100)
                .change());
        run(Duration.ofSeconds(11));
        assertThat(moved).contains("acme.a-huge.1");
    }

    @Test
    void aProcessThatStartsInTheMiddleMovesTheOthersAndNobodyTwice() {
        activate();
        cut(LINK);
        now = now.plus(SETTLE);
        turn();
        // Decided, and lost with the process before it was committed.
        planner.plan(state, List.of(), List.of(), now, outbox);
        assertThat(moved).hasSize(5);

        PlanningState read = new PlanningState();
        read.apply(world().change());
        state.book().all().map(Change.RecordWritten::new).forEach(read::apply);
        read.apply(new Change.LinkMeasured(state.measure(LINK).orElseThrow()));
        state = read;
        planner = planner(Map.of());
        run(Duration.ofSeconds(1));

        assertThat(moved).hasSize(CONNECTIONS).doesNotHaveDuplicates();
        assertThat(priorities()).isSorted();
        assertThat(state.book().all()).allSatisfy(record -> {
            assertThat(record.phase()).isEqualTo(Phase.PLANNED);
            assertThat(record.plan().orElseThrow().revision()).isEqualTo(2);
        });
    }

    @Test
    void aBatchThatIsNotCommittedIsDecidedAgain() {
        activate();
        cut(LINK);
        now = now.plus(SETTLE);
        for (int i = 0; i < 3; i++) {
            assertThat(planner.plan(state, List.of(), List.of(), now, outbox).changes)
                    .hasSize(5);
        }
        run(Duration.ofSeconds(1));
        assertThat(moved).hasSize(CONNECTIONS).doesNotHaveDuplicates();
    }
}
