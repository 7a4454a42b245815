package dev.braid.provisioning.intake;

import dev.braid.api.path.v1.PathRecord;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.events.EventIntake;
import dev.braid.platform.identity.TenantScope;
import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.domain.Wish;
import dev.braid.provisioning.provider.Providers;
import dev.braid.provisioning.rollout.Reconciler;
import dev.braid.provisioning.store.Batches;
import dev.braid.provisioning.store.Change;
import dev.braid.provisioning.store.ConnectionRepository;
import dev.braid.provisioning.store.ConnectionRow;
import dev.braid.provisioning.store.Held;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Stores what path computation wants, when it is newer than what is stored, and wakes the reconciler. */
@ApplicationScoped
class PathIntake {
    /** Some are in a transaction while as many wait for the next. */
    private static final int MOST_UNDERWAY = 256;

    private static final int MOST_TOGETHER = 128;

    /** Longer than the database lets a transaction stand idle that we may wait for. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final EventIntake intake;
    private final Transactions transactions;
    private final ConnectionRepository connections;
    private final Reconciler reconciler;
    private final Providers providers;
    private final Counter staleRecords;
    private final Abreast abreast = new Abreast(MOST_UNDERWAY);
    private final Batches<Wished, Boolean> wishes = new Batches<>(MOST_TOGETHER, 1, LIMIT, this::together);

    PathIntake(
            EventIntake intake,
            Transactions transactions,
            ConnectionRepository connections,
            Reconciler reconciler,
            Providers providers,
            MeterRegistry meters) {
        this.intake = intake;
        this.transactions = transactions;
        this.connections = connections;
        this.reconciler = reconciler;
        this.providers = providers;
        this.staleRecords = meters.counter("braid.stale.records", "topic", "paths");
    }

    @Incoming("paths")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> on(Message<byte[]> message) {
        return abreast.run(key(message), intake.take(message, PathRecord.parser(), this::apply));
    }

    private static String key(Message<byte[]> message) {
        Object key = message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow()
                .getKey();
        return key == null ? "" : key.toString();
    }

    private Uni<Void> apply(PathRecord record) {
        Wish wish = WishProto.wish(record, providers::handsOver);
        return wishes.run(new Wished(record, wish))
                .invoke(news -> {
                    if (!news) {
                        staleRecords.increment();
                    }
                })
                .replaceWithVoid();
    }

    /** A transaction sees one tenant. */
    private Uni<List<Boolean>> together(List<Wished> wished) {
        Map<String, List<Wished>> byTenant = wished.stream()
                .collect(Collectors.groupingBy(it -> it.key().tenantId(), TreeMap::new, Collectors.toList()));
        Set<Wished> news = new HashSet<>();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Map.Entry<String, List<Wished>> ofTenant : byTenant.entrySet()) {
            all = all.chain(() -> transactions.run(
                            TenantScope.of(ofTenant.getKey()), session -> store(session, ofTenant.getValue())))
                    .invoke(stored -> {
                        news.addAll(stored);
                        if (!stored.isEmpty()) {
                            // Whatever becomes of the other tenants' records.
                            reconciler.wake();
                        }
                    })
                    .replaceWithVoid();
        }
        return all.map(_ -> wished.stream().map(news::contains).toList());
    }

    /** Of each connection the newest: records that came under different keys came in no order. */
    private static Collection<Wished> newest(List<Wished> wished) {
        Map<ConnectionRow.Key, Wished> newest = new LinkedHashMap<>();
        wished.forEach(it -> newest.merge(
                it.key(),
                it,
                (one, other) -> one.wish().sequence() > other.wish().sequence() ? one : other));
        return newest.values();
    }

    /** Answers those that were news. */
    private Uni<List<Wished>> store(StatelessSession session, List<Wished> wished) {
        return connections
                .lock(session, wished.stream().map(Wished::key).toList())
                .chain(held -> store(session, wished, held));
    }

    private Uni<List<Wished>> store(StatelessSession session, List<Wished> wished, Map<ConnectionRow.Key, Held> held) {
        List<Wished> news = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        List<Connection> begun = new ArrayList<>();
        for (Wished one : newest(wished)) {
            Held known = held.get(one.key());
            if (known == null) {
                begun.add(one.begun());
                news.add(one);
            } else if (one.wish().sequence() > known.connection().recordSequence()) {
                changes.add(Change.wished(
                        known,
                        known.connection().accept(one.wish(), one.record().getIntentConnectionCount())));
                news.add(one);
            }
        }
        return connections
                .saveAll(session, changes)
                .chain(() -> begun.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : connections.clock(session).chain(now -> connections.insertAll(session, begun, now)))
                .replaceWith(news);
    }

    private record Wished(PathRecord record, Wish wish) {
        ConnectionRow.Key key() {
            return new ConnectionRow.Key(record.getTenantId(), record.getConnectionId());
        }

        Connection begun() {
            return Connection.unknown(record.getTenantId(), record.getIntentKey(), record.getConnectionId())
                    .accept(wish, record.getIntentConnectionCount());
        }
    }
}
