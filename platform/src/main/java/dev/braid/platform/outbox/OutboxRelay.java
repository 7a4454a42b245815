package dev.braid.platform.outbox;

import dev.braid.platform.events.EventHeaders;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Brings committed events to Kafka, at least once and in the order of their keys, within milliseconds of the commit. A
 * row leaves the outbox after Kafka has taken it. One replica relays at a time, by a lock that ends with its
 * transaction; what a dead one left behind is swept up by the next.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 200;
    private static final long SWEEP_MILLISECONDS = 500;
    /** Any number that nothing else in the same database locks. */
    private static final long LOCK = 0x4252_4149_444fL;

    private static final String SELECT =
            "select id, topic, key, type, event_id, occur_time, payload from outbox order by id limit $1";
    private static final String DELETE = "delete from outbox where id = any($1)";

    private final Pool pool;
    private final MutinyEmitter<byte[]> emitter;
    private final Vertx vertx;
    private final MeterRegistry meters;
    private final String source;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile long sweep;

    OutboxRelay(
            Pool pool,
            @Channel("outbox") MutinyEmitter<byte[]> emitter,
            Vertx vertx,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String source) {
        this.pool = pool;
        this.emitter = emitter;
        this.vertx = vertx;
        this.meters = meters;
        this.source = source;
    }

    void start(@Observes StartupEvent event) {
        sweep = vertx.setPeriodic(SWEEP_MILLISECONDS, _ -> wake());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(sweep);
    }

    /** Says that there is something to send. Returns at once. */
    public void wake() {
        again.set(true);
        if (running.compareAndSet(false, true)) {
            drain();
        }
    }

    private void drain() {
        again.set(false);
        relayBatch().subscribe().with(this::afterBatch, failure -> {
            Throwable first =
                    failure instanceof CompositeException all ? all.getCauses().getFirst() : failure;
            LOG.warnf("The outbox waits: %s", first.toString());
            running.set(false);
        });
    }

    private void afterBatch(int sent) {
        if (sent > 0) {
            meters.counter("braid.outbox.relayed").increment(sent);
        }
        if (sent == BATCH) {
            drain();
            return;
        }
        running.set(false);
        if (again.get() && running.compareAndSet(false, true)) {
            drain();
        }
    }

    private Uni<Integer> relayBatch() {
        return pool.withTransaction(connection -> connection
                .preparedQuery("select pg_try_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .chain(rows -> rows.iterator().next().getBoolean(0)
                        ? sendRows(connection)
                        : Uni.createFrom().item(0)));
    }

    private Uni<Integer> sendRows(SqlConnection connection) {
        return connection.preparedQuery(SELECT).execute(Tuple.of(BATCH)).chain(rows -> {
            if (rows.size() == 0) {
                return Uni.createFrom().item(0);
            }
            // A record that has to be sent again must not be overtaken by the next one of its key.
            Map<String, Uni<Void>> sends = new LinkedHashMap<>();
            List<Long> ids = new ArrayList<>();
            for (Row row : rows) {
                ids.add(row.getLong("id"));
                sends.merge(
                        row.getString("topic") + " " + row.getString("key"),
                        send(row),
                        (before, next) -> before.chain(() -> next));
            }
            // No send of this batch may still be under way when the next one sends the same events.
            return Uni.join()
                    .all(List.copyOf(sends.values()))
                    .usingConcurrencyOf(sends.size())
                    .andCollectFailures()
                    .chain(() -> connection.preparedQuery(DELETE).execute(Tuple.of(ids.toArray(Long[]::new))))
                    .replaceWith(ids.size());
        });
    }

    private Uni<Void> send(Row row) {
        return Uni.createFrom().deferred(() -> emitter.sendMessage(message(row)));
    }

    private Message<byte[]> message(Row row) {
        OffsetDateTime occurTime = row.getOffsetDateTime("occur_time");
        RecordHeaders headers = new RecordHeaders();
        EventHeaders.attributes(
                        source,
                        row.getString("type"),
                        row.getString("event_id"),
                        row.getString("key"),
                        occurTime.toInstant())
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        var metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(row.getString("topic"))
                .withKey(row.getString("key"))
                .withHeaders(headers)
                .build();
        return Message.of(row.getBuffer("payload").getBytes()).addMetadata(metadata);
    }
}
