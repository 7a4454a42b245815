package dev.braid.gateway.events;

import static dev.braid.gateway.events.Messages.released;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.gateway.domain.Audience;
import dev.braid.gateway.domain.EventId;
import dev.braid.gateway.domain.EventQueue;
import dev.braid.gateway.domain.EventQueue.Next;
import dev.braid.gateway.domain.LiveEvent;
import dev.braid.gateway.domain.LiveEvent.Kind;
import dev.braid.gateway.rest.Services;
import dev.braid.platform.events.EventDecoder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second tail beside the gateway's own, so that it can be held and broken. */
@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(Services.class)
class TopicTailTest {
    private static final Set<Kind> PROVISIONING = Set.of(Kind.PROVISIONING);

    @Inject
    EventDecoder decoder;

    @Inject
    EventSettings settings;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Semaphore passes = new Semaphore(Integer.MAX_VALUE / 2);
    private final List<String> story = new CopyOnWriteArrayList<>();
    private KafkaProducer<String, byte[]> producer;
    private LiveFeed feed;
    private TopicTail tail;

    /** Fails where nobody expects it: once on its first look, and on each record whose connection says so. */
    private static final class Brittle extends EventTranslation {
        private boolean whole;

        Brittle(EventDecoder decoder) {
            super(decoder);
        }

        @Override
        Kind kind(String topic) {
            if (!whole) {
                whole = true;
                throw new IllegalStateException("Broken on purpose.");
            }
            return super.kind(topic);
        }

        @Override
        public Optional<LiveEvent> translate(ConsumerRecord<String, byte[]> record) {
            if ("tail.breaks.1".equals(record.key())) {
                throw new IllegalStateException("Broken on purpose.");
            }
            return super.translate(record);
        }
    }

    @BeforeEach
    void prepare() {
        feed = new LiveFeed(settings, meters);
        producer = new KafkaProducer<>(broker(), new StringSerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() throws InterruptedException {
        passes.release(1_000_000);
        tail.stop(new ShutdownEvent());
        producer.close();
    }

    /** What was fetched ahead may still be shown; but never is anything missing of which nobody is told. */
    @Test
    void aReaderIsToldOfWhatTheBrokerHasNoMoreAndSeesWhatComesAfter() throws Exception {
        start(new EventTranslation(decoder));
        EventQueue queue = listen(PROVISIONING);
        EventQueue others = listen(Set.of(Kind.LINK_METRICS));
        EventId seen = null;
        boolean gap = false;
        for (int round = 0; round < 20 && !gap; round++) {
            passes.drainPermits();
            RecordMetadata first = send("tail.first.1");
            await().until(passes::hasQueuedThreads);
            // The tail stands still now. Longer than the broker holds a fetch, so that nothing more is on its way.
            Thread.sleep(1000);
            send("tail.first.1");
            delete(first.partition(), send("tail.first.1").offset());
            long last = send("tail.first.1").offset();
            passes.release(1_000_000);
            String end = id(first.partition(), last);
            await().atMost(Duration.ofSeconds(30)).until(() -> drain(queue).contains(end));
            gap = story.contains("gap");
            assertThat(story).contains(id(first.partition(), first.offset()), id(first.partition(), last - 1));
            assertThat(story.contains(id(first.partition(), first.offset() + 1)))
                    .isNotEqualTo(gap);
            seen = EventId.parse(id(first.partition(), first.offset())).orElseThrow();
        }
        assertThat(gap).as("told of a gap").isTrue();
        assertThat(meters.get("braid.gateway.event.gaps")
                        .tag("reason", "GONE")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(others.poll()).as("of links nothing is missing").isEmpty();

        // Who comes back from before the gap is told the same; who comes back from behind it, is not.
        assertThat(returning(seen).poll())
                .hasValueSatisfying(next -> assertThat(next).isInstanceOf(Next.Gap.class));
        EventId newest = EventId.parse(story.getLast()).orElseThrow();
        assertThat(returning(newest).poll()).isEmpty();
    }

    @Test
    void whateverFailsTheTailGoesOnAndCountsIt() throws Exception {
        start(new Brittle(decoder));
        EventQueue queue = listen(PROVISIONING);
        assertThat(failures()).isEqualTo(1);
        send("tail.breaks.1");
        RecordMetadata good = send("tail.works.1");
        String end = id(good.partition(), good.offset());
        await().atMost(Duration.ofSeconds(30)).until(() -> drain(queue).contains(end) && story.contains("gap"));
        assertThat(failures()).isEqualTo(2);
    }

    private void start(EventTranslation translation) {
        tail = new TopicTail(broker(), translation, feed, settings, meters);
        tail.start(new StartupEvent());
        await().atMost(Duration.ofSeconds(30)).until(tail::isListening);
    }

    private EventQueue listen(Set<Kind> kinds) {
        EventQueue queue = new EventQueue(100);
        feed.join(
                new LiveFeed.Reader(new Audience(true, Optional.empty(), kinds), queue, passes::acquireUninterruptibly),
                Optional.empty());
        return queue;
    }

    private EventQueue returning(EventId lastSeen) {
        EventQueue queue = new EventQueue(100);
        feed.join(
                new LiveFeed.Reader(new Audience(true, Optional.empty(), PROVISIONING), queue, () -> {}),
                Optional.of(lastSeen));
        return queue;
    }

    private List<String> drain(EventQueue queue) {
        for (Optional<Next> next = queue.poll(); next.isPresent(); next = queue.poll()) {
            story.add(
                    switch (next.get()) {
                        case Next.Event(LiveEvent event) -> event.id().toString();
                        case Next.Gap _ -> "gap";
                    });
        }
        return story;
    }

    private static Map<String, Object> broker() {
        return Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers());
    }

    private double failures() {
        return meters.get("braid.gateway.event.failures")
                .tag("cause", "INTERNAL")
                .counter()
                .count();
    }

    private RecordMetadata send(String connectionId) throws Exception {
        return producer.send(new ProducerRecord<>(
                        Topic.PROVISIONING.topicName(),
                        connectionId,
                        released("tail", connectionId).toByteArray()))
                .get();
    }

    private static void delete(int partition, long beforeOffset) throws Exception {
        try (Admin admin = Admin.create(broker())) {
            admin.deleteRecords(Map.of(
                            new TopicPartition(Topic.PROVISIONING.topicName(), partition),
                            RecordsToDelete.beforeOffset(beforeOffset)))
                    .all()
                    .get();
        }
    }

    private static String id(int partition, long offset) {
        return new EventId(Topic.PROVISIONING.topicName(), partition, offset).toString();
    }
}
