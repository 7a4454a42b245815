package dev.braid.path.planning;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.api.path.v1.Recommendation;
import dev.braid.api.path.v1.WaitingMove;
import dev.braid.api.telemetry.v1.Breach;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.Promise;
import dev.braid.path.contract.SignalProto;
import dev.braid.path.control.Answer;
import dev.braid.path.control.Automation;
import dev.braid.path.control.Order;
import dev.braid.path.control.Said;
import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.MoveId;
import dev.braid.path.guard.Permission;
import dev.braid.path.guard.Permissions;
import dev.braid.path.guard.Word;
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
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The planner of a played network under controls that are one record, with every batch committed. */
final class PlayedPlanner {
    static final Duration LIFE = Duration.ofMinutes(10);

    final Scenario scenario;
    final List<String> moved = new ArrayList<>();
    private final World world;
    private final Map<String, String> settings;
    private final Mode byDefault;
    private final List<ProducerRecord<String, byte[]>> sent = new ArrayList<>();
    Instant now;
    PlanningState state;
    Automation automation = Automation.UNTOUCHED;
    private LiveState live;
    private Settlements settlements;
    private MoveDesk desk;
    private BatchPlanner planner;
    private Runnable meanwhile = () -> {};

    private final Outbox outbox = new Outbox() {
        @Override
        public void send(ProducerRecord<String, byte[]> message) {
            sent.add(message);
            Runnable once = meanwhile;
            meanwhile = () -> {};
            once.run();
        }

        @Override
        public void startOver() {
            sent.clear();
        }
    };

    private final Permissions permissions = new Permissions() {
        @Override
        public Permission of(String tenantId) {
            return automation.permission(tenantId, byDefault);
        }

        @Override
        public Optional<Word> word(String connectionId) {
            return automation.words().word(connectionId);
        }

        @Override
        public List<Word.Approved> approvals() {
            return automation.words().approvals();
        }
    };

    PlayedPlanner(World world, Mode byDefault, Map<String, String> settings) {
        this.world = world;
        this.settings = settings;
        this.byDefault = byDefault;
        this.scenario = new Scenario(world);
        this.state = scenario.state();
        this.now = scenario.now();
        start();
    }

    private void start() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(PlanningSettings.class)
                .withMapping(GuardSettings.class)
                .withDefaultValues(settings)
                .build();
        live = new LiveState();
        live.publish(state);
        settlements = new Settlements();
        desk = new MoveDesk(live, new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
        planner = new BatchPlanner(
                config.getConfigMapping(GuardSettings.class),
                config.getConfigMapping(PlanningSettings.class),
                permissions,
                MoveGateTest.open(),
                desk,
                settlements);
    }

    /** Happens once, while the next batch that sends anything is decided. */
    void meanwhile(Runnable once) {
        meanwhile = once;
    }

    /** Nothing is left in memory but what stands on topics; what was on its way to the controls is lost. */
    void restart() {
        PlanningState read = new PlanningState();
        read.apply(world.change());
        state.book().all().map(Change.RecordWritten::new).forEach(read::apply);
        state.topology().links().stream()
                .flatMap(link -> state.measure(link.linkId()).stream())
                .forEach(measure -> read.apply(new Change.LinkMeasured(measure)));
        state = read;
        start();
    }

    Answer order(Order order) {
        Answer answer = automation.on(order, now, byDefault, "r");
        if (answer instanceof Answer.Changed(var changed)) {
            automation = changed;
        }
        return answer;
    }

    Answer approve(String recommendationId) {
        MoveId move = MoveId.parse(recommendationId);
        String tenantId = move.connectionId().substring(0, move.connectionId().indexOf('.'));
        return order(new Order.ApproveMove("ann", move, tenantId, LIFE));
    }

    /** What the loop of the controls does with what came of approvals. */
    void settle() {
        for (Order.Settle settlement : settlements.list()) {
            order(settlement);
            settlements.written(settlement);
        }
    }

    Optional<Said.Outcome> outcome(String connection) {
        return automation.words().of("acme." + connection).flatMap(Said::outcome);
    }

    /** One batch; committed. */
    BatchOutcome turn(Received... inputs) {
        BatchOutcome outcome = lost(inputs);
        live.commit(state, outcome::applyTo);
        outcome.page.committed();
        outcome.gate.committed();
        for (Change change : outcome.changes) {
            if (change instanceof Change.RecordWritten(PathRecord record)) {
                moved.add(record.connectionId());
            }
        }
        return outcome;
    }

    /** One batch that nobody commits. */
    BatchOutcome lost(Received... inputs) {
        return planner.plan(state, List.of(), List.of(inputs), now, outbox);
    }

    /** What the loop does when nothing comes. */
    void idle() {
        if (planner.hasMoves(state, now)) {
            turn();
        }
    }

    void measure(String linkId, long latencyUs) {
        turn(new Received.Measured(
                new Change.LinkMeasured(new dev.braid.path.domain.network.LinkMeasure(linkId, now, latencyUs, false))));
    }

    void cut(String linkId) {
        turn(new Received.Measured(
                new Change.LinkMeasured(new dev.braid.path.domain.network.LinkMeasure(linkId, now, 0, true))));
    }

    /** Telemetry's word on the plan in force. */
    Received judged(String connection, HealthState health, long measuredUs) {
        return judged(connection, plan(connection).revision(), health, measuredUs);
    }

    Received judged(String connection, long revision, HealthState health, long measuredUs) {
        ConnectionHealth message = ConnectionHealth.newBuilder()
                .setConnectionId("acme." + connection)
                .setTenantId("acme")
                .setIntentKey("acme." + connection.substring(0, connection.lastIndexOf('.')))
                .setRevision(revision)
                .setJudgeTime(Times.timestamp(now))
                .setState(dev.braid.api.telemetry.v1.HealthState.valueOf("HEALTH_STATE_" + health))
                .setMeasuredLatencyUs(measuredUs)
                .addAllBreaches(
                        health == HealthState.MET
                                ? List.of()
                                : List.of(Breach.newBuilder()
                                        .setPromise(Promise.PROMISE_LATENCY)
                                        .setMeasuredUs(measuredUs)
                                        .setBoundUs(10_000)
                                        .build()))
                .build();
        return new Received.Reported(
                SignalProto.health(message),
                new ConsumerRecord<>(Topic.HEALTH.topicName(), 0, 0, "key", message.toByteArray()));
    }

    Plan plan(String connection) {
        return state.book().find("acme." + connection).orElseThrow().plan().orElseThrow();
    }

    List<Recommendation> recommended() {
        return desk.recommendations(Optional.empty(), Optional.empty(), 1_000, now)
                .messages();
    }

    Recommendation onlyRecommended() {
        assertThat(recommended()).hasSize(1);
        return recommended().getFirst();
    }

    List<WaitingMove> waiting() {
        return desk.waiting(Optional.empty(), 1_000).messages();
    }

    MoveDesk desk() {
        return desk;
    }

    /** What was told since this was asked last. */
    List<DecisionEvent> told() {
        List<DecisionEvent> told = new ArrayList<>();
        for (ProducerRecord<String, byte[]> message : sent) {
            if (message.topic().equals(Topic.DECISIONS.topicName())) {
                try {
                    told.add(DecisionEvent.parseFrom(message.value()));
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
            }
        }
        sent.clear();
        return told;
    }
}
