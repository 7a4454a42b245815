package dev.braid.path.planning.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.Topic;
import dev.braid.embedded.FreePort;
import dev.braid.path.control.Answer;
import dev.braid.path.control.Order;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.MoveId;
import dev.braid.path.guard.Permission;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ControlLoopTest extends ControlBrokerTest {
    private static final Order STORM = new Order.Engage("ann", "storm");
    private static final String STOPPED = "by ann: storm";

    @Test
    void aStopCountsOnEveryReplicaAndAfterEveryRestart() {
        try (TestControls one = TestControls.start(kafka.bootstrapServers()).awaitMoving();
                TestControls other =
                        TestControls.start(kafka.bootstrapServers()).awaitMoving()) {
            assertThat(one.gauge()).isZero();

            assertThat(one.order(STORM)).isInstanceOf(Answer.Changed.class);

            assertThat(one.controls.of("acme")).isInstanceOf(Permission.Stopped.class);
            assertThat(one.gauge()).isEqualTo(1);
            other.awaitStopped(STOPPED);
        }
        try (TestControls again = TestControls.start(kafka.bootstrapServers())) {
            again.awaitStopped(STOPPED);
            again.release();
            again.awaitMoving();
        }
    }

    @Test
    void whoHasNotReadTheTopicMovesNothing() throws IOException {
        try (TestControls lost = TestControls.start("127.0.0.1:" + FreePort.find())) {
            assertThat(lost.controls.of("acme"))
                    .isEqualTo(new Permission.Stopped(
                            "Nothing is moved yet: this replica still reads whether automatic moves are stopped."));
            assertThat(lost.gauge()).isEqualTo(1);
            assertThat(lost.submit(STORM).handle((_, failure) -> failure).join())
                    .hasMessageContaining("Kafka does not answer")
                    .hasMessageContaining("stop file");
        }
    }

    @Test
    void aReleaseTakesTwoPeopleWhicheverReplicaTheyAsk() {
        try (TestControls one = TestControls.start(kafka.bootstrapServers()).awaitMoving();
                TestControls other =
                        TestControls.start(kafka.bootstrapServers()).awaitMoving()) {
            one.order(STORM);
            one.order(new Order.AskForRelease("ann", "over"));
            String id = one.controls
                    .automation()
                    .orElseThrow()
                    .pending()
                    .orElseThrow()
                    .id();

            assertThat(other.order(new Order.Approve("ann", id)))
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Answer.Refusal.SAME_PERSON));
            one.awaitStopped(STOPPED);
            assertThat(other.order(new Order.Approve("bob", id))).isInstanceOf(Answer.Changed.class);

            one.awaitMoving();
            other.awaitMoving();
        }
    }

    /** In whatever order they come: what is approved after the stop is refused, what is approved before it is stopped. */
    @Test
    void aStopIsNeverLostToAReleaseThatIsApprovedAtTheSameTime() {
        try (TestControls one = TestControls.start(kafka.bootstrapServers()).awaitMoving();
                TestControls other =
                        TestControls.start(kafka.bootstrapServers()).awaitMoving()) {
            for (int round = 0; round < 12; round++) {
                one.order(new Order.Engage("ann", "round " + round));
                one.order(new Order.AskForRelease("ann", "over"));
                String id = one.controls
                        .automation()
                        .orElseThrow()
                        .pending()
                        .orElseThrow()
                        .id();

                Order again = new Order.Engage("eve", "again " + round);
                CompletableFuture<Answer> release =
                        CompletableFuture.supplyAsync(() -> one.order(new Order.Approve("bob", id)));
                CompletableFuture<Answer> stop = CompletableFuture.supplyAsync(() -> other.order(again));
                assertThat(stop.join()).isInstanceOf(Answer.Changed.class);
                assertThat(release.join()).isNotInstanceOf(Answer.Unchanged.class);
                one.awaitStopped("by eve: again " + round);
                other.awaitStopped("by eve: again " + round);
            }
        }
    }

    /** Whoever writes again and again has read the newest again and again. */
    @Test
    void manyOrdersDoNotMakeItUncertainWhetherItIsStoppedAndNoneHoldsUpAStop() throws InterruptedException {
        Order other = new Order.ApproveMove(
                "ann", new MoveId("acme.web.1", 1, "0123456789abcdef"), "acme", Duration.ofMinutes(10));
        try (TestControls one = TestControls.start(
                        kafka.bootstrapServers(), Map.of("braid.path.control.max-silence", "2s"))
                .awaitMoving()) {
            Deque<CompletableFuture<Answer>> waiting = new ArrayDeque<>();
            long start = System.nanoTime();
            while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(4)) {
                while (waiting.size() < 90) {
                    waiting.add(one.submit(other));
                }
                Thread.sleep(10);
                assertThat(one.controls.of("acme")).isEqualTo(new Permission.Within(Mode.AUTOMATIC));
                waiting.removeIf(CompletableFuture::isDone);
            }
            while (waiting.size() < 90) {
                waiting.add(one.submit(other));
            }
            assertThat(one.submit(STORM).join()).isInstanceOf(Answer.Changed.class);
            assertThat(waiting).as("some of what came before the stop").anyMatch(each -> !each.isDone());
        }
    }

    @Test
    void modesOfTenantsReachEveryReplica() {
        try (TestControls one = TestControls.start(kafka.bootstrapServers()).awaitMoving();
                TestControls other =
                        TestControls.start(kafka.bootstrapServers()).awaitMoving()) {
            one.order(new Order.SetMode("ann", Optional.of("acme"), Mode.RECOMMEND, "trial"));

            await(other, new Permission.Within(Mode.RECOMMEND));
            assertThat(other.controls.of("globex")).isEqualTo(new Permission.Within(Mode.AUTOMATIC));
            assertThat(other.gauge()).isZero();
        }
    }

    /** Until the record that no writer ends is given up, nobody reads on; a stop does not wait for that. */
    @Test
    void aWriterThatDiesWhileItWritesHoldsNobodyUp() {
        try (TestControls one = TestControls.start(kafka.bootstrapServers()).awaitMoving();
                var dying = new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "transactional.id",
                                "path-computation-controls-0",
                                "transaction.timeout.ms",
                                "60000"),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            dying.initTransactions();
            dying.beginTransaction();
            Future<?> sent = dying.send(new ProducerRecord<>(
                    Topic.CONTROLS.topicName(),
                    "automation",
                    running(revision + 1).toByteArray()));
            dying.flush();
            assertThat(sent).isDone();

            one.order(STORM);

            one.awaitStopped(STOPPED);
        }
    }
}
