package dev.braid.provisioning.store;

import dev.braid.provisioning.domain.Connection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Who works on what, among all workers of all replicas; and when the connections of an intent wait for each other. */
@ApplicationScoped
public class DueConnections {
    private static final String CLAIM = """
            update connections c
            set claim_epoch = c.claim_epoch + 1,
                claimed_until_time = clock_timestamp() + make_interval(secs => cast(?1 as double precision))
            from (select tenant_id, connection_id from connections
                  where due_time <= clock_timestamp()
                    and (claimed_until_time is null or claimed_until_time <= clock_timestamp())
                  order by due_time limit ?2
                  for update skip locked) due
            where c.tenant_id = due.tenant_id and c.connection_id = due.connection_id
            returning c.tenant_id as tenant_id, c.connection_id as connection_id, c.claim_epoch as claim_epoch""";

    private static final String SIBLINGS_READY = """
            select count(*) from connections
            where tenant_id = ?1 and intent_key = ?2 and connection_id <> ?3
              and (active_plan is not null or (ready and generation >= ?4))""";

    /** In the order of their ids, so that two who wake the same siblings do not lock each other out. */
    private static final String WAKE_SIBLINGS = """
            update connections set due_time = clock_timestamp()
            where tenant_id = ?1 and connection_id in (
                select connection_id from connections
                where tenant_id = ?1 and intent_key = ?2 and ready and active_plan is null
                  and due_time > clock_timestamp()
                order by connection_id for update)""";

    /** Claims connections that are due and that nobody works on. */
    public Uni<List<Claim>> claim(StatelessSession session, int limit, Duration lease) {
        return session.createNativeQuery(CLAIM, Tuple.class)
                .setParameter(1, lease.toMillis() / 1000.0)
                .setParameter(2, limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Claim(
                                row.get(0, String.class),
                                row.get(1, String.class),
                                row.get(2, Number.class).longValue()))
                        .toList());
    }

    /** Whether all other connections of the intent are ready too, or have been active before. */
    public Uni<Boolean> siblingsReady(StatelessSession session, Connection connection) {
        if (connection.intentConnectionCount() <= 1) {
            return Uni.createFrom().item(true);
        }
        return session.createNativeQuery(SIBLINGS_READY, Long.class)
                .setParameter(1, connection.tenantId())
                .setParameter(2, connection.intentKey())
                .setParameter(3, connection.connectionId())
                .setParameter(4, connection.rollout().generation())
                .getSingleResult()
                .map(ready -> ready + 1 >= connection.intentConnectionCount());
    }

    /** Makes the connections due that wait for this one to be ready. */
    public Uni<Integer> wakeSiblings(StatelessSession session, Connection connection) {
        return session.createNativeQuery(WAKE_SIBLINGS)
                .setParameter(1, connection.tenantId())
                .setParameter(2, connection.intentKey())
                .executeUpdate();
    }
}
