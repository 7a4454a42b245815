package dev.braid.platform.outbox;

import static dev.braid.platform.app.FaultySerializer.FAILS_FOR_GOOD;
import static dev.braid.platform.app.FaultySerializer.FAILS_FOR_NOW;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The events of a test commit together, so that the relay takes them in one batch. */
@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class OutboxOrderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Transactions transactions;

    @Inject
    Outbox outbox;

    private final String test = "acme.order." + UUID.randomUUID();
    private final String key = test + ".mine";
    private final String other = test + ".other";

    @Test
    void whatIsSentAgainIsNotOvertakenByTheNextOfItsKeyAndHoldsUpNoOther() {
        commit(event(key, 1, FAILS_FOR_NOW), event(key, 2, ""), event(other, 1, ""), event(key, 3, ""));

        List<ConsumerRecord<String, byte[]>> records = read(4);
        assertThat(sequences(records, key)).containsExactly(1L, 2L, 3L);
        assertThat(sequences(records, other)).containsExactly(1L);
        assertThat(first(records, other).timestamp())
                .isLessThan(first(records, key).timestamp());
    }

    @Test
    void aBatchThatFailedIsSentAgainWholeAndOnlyAfterItsLastSendIsOver() {
        commit(event(other, 1, FAILS_FOR_GOOD), event(key, 1, FAILS_FOR_NOW), event(key, 2, ""));

        List<ConsumerRecord<String, byte[]>> records = read(5);
        assertThat(sequences(records, other)).containsExactly(1L);
        assertThat(sequences(records, key)).containsExactly(1L, 2L, 1L, 2L);
    }

    private void commit(OutgoingEvent... events) {
        transactions
                .run(new TenantScope.One("acme"), session -> {
                    Uni<Void> all = Uni.createFrom().voidItem();
                    for (OutgoingEvent event : events) {
                        all = all.chain(() -> outbox.add(session, event));
                    }
                    return all;
                })
                .await()
                .atMost(PATIENCE);
    }

    private static OutgoingEvent event(String key, long sequence, String fault) {
        BillingRecord payload = BillingRecord.newBuilder()
                .setConnectionId(key)
                .setSequence(sequence)
                .build();
        return new OutgoingEvent(Topic.BILLING, key, payload, key + "/" + sequence + fault, Instant.now());
    }

    private List<ConsumerRecord<String, byte[]>> read(int count) {
        return TopicLog.read(Topic.BILLING, count, record -> record.key().startsWith(test));
    }

    private static List<Long> sequences(List<ConsumerRecord<String, byte[]>> records, String key) {
        return records.stream()
                .filter(record -> record.key().equals(key))
                .map(OutboxOrderTest::eventId)
                .map(eventId -> Long.valueOf(eventId.split("/", -1)[1]))
                .toList();
    }

    private static ConsumerRecord<String, byte[]> first(List<ConsumerRecord<String, byte[]>> records, String key) {
        return records.stream()
                .filter(record -> record.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static String eventId(ConsumerRecord<String, byte[]> record) {
        return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
    }
}
