package dev.braid.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.events.OutgoingEvent;
import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.support.TopicLog;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class OutboxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TenantScope ACME = new TenantScope.One("acme");

    @Inject
    Transactions transactions;

    @Inject
    Outbox outbox;

    private final String key = "acme.test." + UUID.randomUUID();

    @Test
    void whatCommitsArrivesOnceInOrderWithItsAttributes() throws SQLException {
        int events = 500;
        IntStream.rangeClosed(1, events).forEach(sequence -> commit(sequence));

        List<ConsumerRecord<String, byte[]>> records = read(events);

        assertThat(records)
                .extracting(record -> BillingRecord.parseFrom(record.value()).getSequence())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, events).mapToObj(Long::valueOf).toList());
        ConsumerRecord<String, byte[]> first = records.getFirst();
        assertThat(header(first, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(first, "ce_id")).isEqualTo(key + "/1");
        assertThat(header(first, "ce_type")).isEqualTo("braid.billing.v1.BillingRecord");
        assertThat(header(first, "ce_source")).isEqualTo("/braid/platform");
        assertThat(header(first, "ce_subject")).isEqualTo(key);
        assertThat(Instant.parse(header(first, "ce_time"))).isBefore(Instant.now());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rowsLeft()).isZero());
    }

    @Test
    void eventsThatAreLeftTogetherArriveWholeAndInTheirOrder() throws SQLException {
        List<OutgoingEvent> events =
                LongStream.rangeClosed(1, 300).mapToObj(this::event).toList();
        transactions
                .run(ACME, session -> outbox.addAll(session, events).chain(() -> outbox.addAll(session, List.of())))
                .await()
                .atMost(PATIENCE);

        List<ConsumerRecord<String, byte[]>> records = read(events.size());
        assertThat(records)
                .extracting(ConsumerRecord::value)
                .containsExactlyElementsOf(events.stream()
                        .map(event -> event.payload().toByteArray())
                        .toList());
        assertThat(records)
                .extracting(record -> header(record, "ce_id"))
                .containsExactlyElementsOf(
                        events.stream().map(OutgoingEvent::eventId).toList());
        assertThat(header(records.getFirst(), "ce_type")).isEqualTo("braid.billing.v1.BillingRecord");
        assertThat(Instant.parse(header(records.getFirst(), "ce_time")))
                .isCloseTo(events.getFirst().occurTime(), within(1, ChronoUnit.MILLIS));
    }

    @Test
    void whatRollsBackIsNeverSent() throws SQLException {
        assertThatThrownBy(() -> transactions
                        .run(
                                ACME,
                                session -> outbox.add(session, event(1))
                                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("no"))))
                        .await()
                        .atMost(PATIENCE))
                .hasMessageContaining("no");
        commit(2);

        assertThat(read(1))
                .extracting(record -> BillingRecord.parseFrom(record.value()).getSequence())
                .containsExactly(2L);
    }

    @Test
    void whatACrashLeftBehindIsSweptUp() throws SQLException {
        try (var connection = EmbeddedStack.connectAsAdmin(EmbeddedStack.TEST);
                var insert = connection.prepareStatement("""
                        insert into outbox (topic, key, type, event_id, occur_time, payload)
                        values (?, ?, ?, ?, now(), ?)""")) {
            OutgoingEvent left = event(7);
            insert.setString(1, left.topic().topicName());
            insert.setString(2, left.key());
            insert.setString(3, left.type());
            insert.setString(4, left.eventId());
            insert.setBytes(5, left.payload().toByteArray());
            insert.executeUpdate();
        }

        assertThat(read(1))
                .extracting(record -> BillingRecord.parseFrom(record.value()).getSequence())
                .containsExactly(7L);
    }

    private void commit(long sequence) {
        transactions
                .run(ACME, session -> outbox.add(session, event(sequence)))
                .await()
                .atMost(PATIENCE);
    }

    private OutgoingEvent event(long sequence) {
        BillingRecord payload = BillingRecord.newBuilder()
                .setConnectionId(key)
                .setSequence(sequence)
                .build();
        return new OutgoingEvent(Topic.BILLING, key, payload, key + "/" + sequence, Instant.now());
    }

    private List<ConsumerRecord<String, byte[]>> read(int count) {
        return TopicLog.read(Topic.BILLING, count, record -> record.key().equals(key));
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static long rowsLeft() throws SQLException {
        try (var connection = EmbeddedStack.connectAsAdmin(EmbeddedStack.TEST);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from outbox")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
