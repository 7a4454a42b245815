package dev.braid.path.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.Topic;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class BatchPlannerTest {
    private static final Demand TIGHT = Scenario.within(3_600, Scenario.demand("gb-lon", "nl-ams", 6));

    private final Scenario scenario = new Scenario(World.europe());
    private final PlanningState state = scenario.state();
    private Permissions permissions = TestReplica.MOVES_FREELY;
    private final BatchPlanner planner =
            planner(Map.of("braid.path.planning.batch-intents", "2"), tenantId -> permissions.of(tenantId));

    private final List<ProducerRecord<String, byte[]>> sent = new ArrayList<>();

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

    private static BatchPlanner planner(Map<String, String> settings, Permissions permissions) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(PlanningSettings.class)
                .withMapping(GuardSettings.class)
                .withDefaultValues(settings)
                .build();
        return new BatchPlanner(
                config.getConfigMapping(GuardSettings.class),
                config.getConfigMapping(PlanningSettings.class),
                permissions,
                MoveGateTest.open(),
                TestReplica.desk(),
                new Settlements());
    }

    private static Received reported(Signal signal) {
        return new Received.Reported(signal, new ConsumerRecord<>("topic", 0, 0, "key", new byte[0]));
    }

    private static Received asked(String intent, Demand demand) {
        return reported(new Signal.IntentRequested(
                "acme." + intent, "acme", 1, List.of(new Signal.RequestedConnection("acme." + intent + ".1", demand))));
    }

    private BatchOutcome plan(Instant now, Received... inputs) {
        sent.clear();
        BatchOutcome outcome = planner.plan(state, List.of(), List.of(inputs), now, outbox);
        outcome.applyTo(state);
        return outcome;
    }

    @Test
    void aDecisionThatCannotBeWrittenGoesToTheDeadLettersAndLeavesNoTrace() {
        Instant unwritable = Instant.parse("+10000-01-01T00:00:00Z");
        BatchOutcome outcome = plan(unwritable, asked("web", TIGHT));
        assertThat(outcome.deadLetters)
                .singleElement()
                .satisfies(letter ->
                        assertThat(letter.message()).contains("Cannot decide").contains("+10000-01-01"));
        assertThat(outcome.decided).isEmpty();
        assertThat(sent).isEmpty();
        assertThat(outcome.changes).isEmpty();

        assertThat(plan(scenario.now(), asked("web", TIGHT)).decided)
                .singleElement()
                .satisfies(decided -> assertThat(decided.decision()).isInstanceOf(Decision.Changed.class));
        assertThat(scenario.record("web.1").phase()).isEqualTo(Phase.PLANNED);
    }

    @Test
    void soManyBeginInABatchAndTheOthersInTheNext() {
        Instant start = scenario.now().plusSeconds(60);
        for (String intent : List.of("a", "b", "c")) {
            scenario.request(
                    intent,
                    1,
                    Scenario.during(start, start.plusSeconds(3_600), Scenario.demand("gb-lon", "fr-par", 1)));
        }
        plan(start);
        assertThat(state.book().all().filter(record -> record.phase() == Phase.PLANNED))
                .extracting(PathRecord::intentKey)
                .containsExactlyInAnyOrder("acme.a", "acme.b");
        assertThat(planner.hasMoreTurns()).isTrue();
        plan(start);
        assertThat(scenario.record("c.1").phase()).isEqualTo(Phase.PLANNED);
        assertThat(planner.hasMoreTurns()).isFalse();
    }

    @Test
    void whoWaitsForRoomBeginsInTheBatchInWhichItIsLetGo() {
        Instant start = scenario.now().plusSeconds(60);
        scenario.request("first", 1, Scenario.during(scenario.now(), start, TIGHT));
        scenario.activate("first.1");
        scenario.request("second", 1, Scenario.during(start, start.plusSeconds(3_600), TIGHT));
        plan(start);
        assertThat(scenario.record("first.1").phase()).isEqualTo(Phase.RELEASING);
        plan(start.plusMillis(1));
        assertThat(sent).isEmpty();
        assertThat(scenario.record("second.1").phase()).isEqualTo(Phase.SCHEDULED);

        plan(
                start.plusMillis(2),
                reported(new Signal.ProvisioningReport("acme.first.1", 1, 99, new Signal.Outcome.Released())));
        assertThat(scenario.record("second.1").phase()).isEqualTo(Phase.PLANNED);
    }

    /** The first of a large batch are decided long before it is committed. */
    @Test
    void whatIsStoppedWhileABatchIsDecidedIsNotMovedByIt() {
        String link = "nordic-gb-lon-nl-ams";
        scenario.request("web", 1, Scenario.within(10_000, Scenario.demand("gb-lon", "de-fra", 1)));
        scenario.activate("web.1");
        scenario.measure(link, 30_000);
        Signal broken = new Signal.HealthJudged(
                "acme.web.1",
                1,
                scenario.now(),
                Signal.HealthState.BROKEN,
                true,
                33_600,
                List.of(new LinkMeasure(link, scenario.now(), 30_000, false)));
        AtomicInteger asked = new AtomicInteger();
        permissions = _ ->
                asked.incrementAndGet() == 1 ? new Permission.Within(Mode.AUTOMATIC) : new Permission.Stopped("storm");

        BatchOutcome outcome = plan(scenario.now(), reported(broken));

        assertThat(outcome.decided)
                .singleElement()
                .satisfies(
                        decided -> assertThat(decided.decision()).isEqualTo(new Decision.Ignored("stopped", "storm")));
        assertThat(sent).extracting(ProducerRecord::topic).containsExactly(Topic.DECISIONS.topicName());
        assertThat(scenario.way("web.1")).contains(link);
    }
}
