package dev.braid.path.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.Topic;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.network.Provider;
import dev.braid.path.domain.network.TopologyChange;
import dev.braid.path.domain.network.TopologyOutcome;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.planning.TopologyCommands.TopologyCommand;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reaches the broker while a batch is decided, and what of it counts. */
class DispatchTest {
    private static final int LARGEST_BYTES = 20_000;
    private static final TopicPartition INTENTS = new TopicPartition(Topic.INTENTS.topicName(), 0);

    private final Scenario scenario = new Scenario(World.europe());
    private final PlanningState state = scenario.state();
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                @Override
                public void beginTransaction() {
                    pause(beginTime);
                    super.beginTransaction();
                }
            };
    private volatile Duration beginTime = Duration.ZERO;
    private final SmallRyeConfig config = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 300, new DurationConverter())
            .withMapping(PlanningSettings.class)
            .withMapping(GuardSettings.class)
            .withDefaultValues(Map.of("braid.path.planning.largest-record-bytes", String.valueOf(LARGEST_BYTES)))
            .build();
    private final LiveState live = new LiveState();
    private final PlanningWriter writer = new PlanningWriter(
            producer,
            state,
            live,
            new BatchPlanner(
                    config.getConfigMapping(GuardSettings.class),
                    config.getConfigMapping(PlanningSettings.class),
                    TestReplica.MOVES_FREELY,
                    MoveGateTest.open(),
                    TestReplica.desk(),
                    new Settlements()),
            new PlanningMetrics(new SimpleMeterRegistry(), live),
            () -> new ConsumerGroupMetadata("group"),
            Clock.fixed(scenario.now(), ZoneOffset.UTC));

    @BeforeEach
    void fence() {
        writer.fence();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Received asked(String intent, Demand demand) {
        Signal signal = new Signal.IntentRequested(
                "acme." + intent, "acme", 1, List.of(new Signal.RequestedConnection("acme." + intent + ".1", demand)));
        return new Received.Reported(signal, new ConsumerRecord<>(INTENTS.topic(), 0, 0, intent, new byte[0]));
    }

    private static Demand small() {
        return Scenario.demand("gb-lon", "de-fra", 0.01);
    }

    private static Demand tooLarge() {
        List<String> excluded = IntStream.range(0, LARGEST_BYTES / 10)
                .mapToObj(i -> "provider-" + i)
                .toList();
        Demand small = small();
        return new Demand(
                small.aLocationId(),
                small.zLocationId(),
                small.bandwidthBps(),
                small.objectives(),
                Scenario.constraints(excluded, List.of()));
    }

    private List<String> committed(Topic topic) {
        return producer.history().stream()
                .filter(message -> message.topic().equals(topic.topicName()))
                .map(ProducerRecord::key)
                .toList();
    }

    private static TopologyCommand command(TopologyChange change) {
        return new TopologyCommand(change, false, new CompletableFuture<>());
    }

    private static Provider provider(String id, int nameLength) {
        return new Provider(id, "n".repeat(nameLength), false, Optional.empty());
    }

    @Test
    void whatIsTooLargeGoesToTheDeadLettersAloneAndTheOthersAreSentOnceInTheirOrder() {
        List<Received> inputs = new ArrayList<>();
        for (int i = 0; i < 260; i++) {
            inputs.add(asked("web-" + i, i == 130 || i == 215 ? tooLarge() : small()));
        }
        writer.readUpTo(Map.of(INTENTS, new OffsetAndMetadata(260)));
        writer.handle(List.of(), inputs);

        assertThat(producer.transactionInFlight()).isFalse();
        assertThat(producer.commitCount()).isOne();
        assertThat(committed(Topic.PATHS))
                .containsExactlyElementsOf(IntStream.range(0, 260)
                        .filter(i -> i != 130 && i != 215)
                        .mapToObj(i -> "acme.web-" + i + ".1")
                        .toList());
        assertThat(producer.history().stream()
                        .filter(message -> !message.topic().equals(Topic.PATHS.topicName()))
                        .map(ProducerRecord::key))
                .containsExactly("web-130", "web-215");
        assertThat(producer.consumerGroupOffsetsHistory())
                .singleElement()
                .satisfies(offsets -> assertThat(offsets.get("group")).containsKey(INTENTS));
        assertThat(state.book().find("acme.web-130.1")).isEmpty();
        assertThat(state.book().all().count()).isEqualTo(258);
        assertThat(state.book().all()).allMatch(record -> record.sequence() == 1);
    }

    @Test
    void anAttemptThatAbortsIsSentAgainAsAWhole() {
        List<Received> inputs = IntStream.range(0, 120)
                .mapToObj(i -> asked("web-" + i, i == 70 ? tooLarge() : small()))
                .toList();
        producer.commitTransactionException = new KafkaException("A fault that the test asked for");
        assertThatThrownBy(() -> writer.handle(List.of(), inputs)).isInstanceOf(SteppedDown.class);
        assertThat(producer.transactionInFlight()).isFalse();
        assertThat(producer.history()).isEmpty();
        assertThat(state.book().all()).isEmpty();

        producer.commitTransactionException = null;
        writer.handle(List.of(), inputs);
        assertThat(committed(Topic.PATHS)).hasSize(119).doesNotHaveDuplicates();
    }

    @Test
    void aFaultInTheMiddleOfABatchLeavesNoOpenTransaction() {
        List<TopologyCommand> commands = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            commands.add(command(new TopologyChange(List.of(provider("fresh-" + i, 5)), List.of())));
        }
        commands.add(command(null));
        // Nothing has reached the broker when the fault comes.
        beginTime = Duration.ofMillis(300);
        assertThatThrownBy(() -> writer.handle(commands, List.of(asked("web", small()))))
                .isInstanceOf(NullPointerException.class);
        pause(beginTime.multipliedBy(2));
        assertThat(producer.transactionInFlight()).isFalse();
        assertThat(producer.transactionAborted()).isTrue();
        assertThat(producer.uncommittedRecords()).isEmpty();
        assertThat(producer.history()).isEmpty();
        assertThat(commands).allMatch(command -> command.answer().isCompletedExceptionally());
        assertThat(state.topology().provider("fresh-0")).isEmpty();

        writer.handle(List.of(), List.of(asked("web", small())));
        assertThat(committed(Topic.PATHS)).containsExactly("acme.web.1");
    }

    @Test
    void aChangeOfTheTopologyThatIsTooLargeIsRefusedAloneAndTheWriterGoesOn() {
        TopologyCommand good = command(new TopologyChange(List.of(provider("fresh", 5)), List.of()));
        TopologyCommand large = command(new TopologyChange(List.of(provider("huge", LARGEST_BYTES)), List.of()));
        writer.handle(List.of(good, large), List.of(asked("web", small())));

        assertThat(Stream.of(good, large).map(command -> command.answer().getNow(null)))
                .hasExactlyElementsOfTypes(TopologyOutcome.Accepted.class, TopologyOutcome.Refused.class);
        assertThat(committed(Topic.TOPOLOGY)).containsExactly("provider/fresh");
        assertThat(committed(Topic.PATHS)).containsExactly("acme.web.1");
        assertThat(state.topology().provider("huge")).isEmpty();
    }

    @Test
    void aFaultOfTheBrokerWhileABatchIsDecidedIsMetAtItsCommit() {
        List<Received> inputs = IntStream.range(0, 120)
                .mapToObj(i -> asked("web-" + i, small()))
                .toList();
        producer.sendException = new KafkaException("A fault that the test asked for");
        assertThatThrownBy(() -> writer.handle(List.of(), inputs)).isInstanceOf(SteppedDown.class);
        assertThat(producer.transactionInFlight()).isFalse();
        assertThat(producer.history()).isEmpty();
        assertThat(state.book().all()).isEmpty();

        producer.sendException = null;
        writer.handle(List.of(), inputs);
        assertThat(committed(Topic.PATHS)).hasSize(120).doesNotHaveDuplicates();

        producer.fenceProducer();
        assertThatThrownBy(() -> writer.handle(List.of(), List.of(asked("late", small()))))
                .isInstanceOf(SteppedDown.class);
        assertThat(committed(Topic.PATHS)).hasSize(120);
        assertThat(state.book().find("acme.late.1")).isEmpty();
    }
}
