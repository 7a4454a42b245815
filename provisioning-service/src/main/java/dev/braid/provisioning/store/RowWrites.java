package dev.braid.provisioning.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/**
 * Writes many rows in one statement, which takes a fraction of what as many statements do. They are handed over as JSON, by
 * the names of their columns, which are those of the fields.
 */
final class RowWrites {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.PUBLIC_ONLY)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final String OF_CONNECTION = """
            tenant_id, connection_id, intent_key, intent_connection_count, record_sequence, generation, wanted_plan,
            active_plan, spare_plan, soak_end_time, highest_revision, refused_revision, clean_revision, unused_revision,
            release_owed_revision, leg_count, ready, event_sequence, waiting_told, due_time, claim_epoch,
            claimed_until_time, update_time""";

    private static final String OF_LEG = """
            tenant_id, leg_id, connection_id, number, provider_id, link_ids, a_interconnect_id, a_number,
            z_interconnect_id, z_number, revision, state, bandwidth_bps, verified_revision, provider_state,
            provider_order_id, attempt_count, last_error, retry_time, audit_time, seen_time, pending_party,
            pending_reason, pending_since_time, pending_expire_time, late_verb, late_bandwidth_bps, late_until_time,
            late_repeated, frozen_since_time, frozen_state, frozen_bandwidth_bps, update_time""";

    private static final String INSERT_CONNECTIONS = """
            insert into connections (%1$s)
            select %1$s from json_populate_recordset(cast(null as connections), cast(cast(?1 as text) as json))""".formatted(OF_CONNECTION);

    private static final String UPDATE_CONNECTIONS = """
            update connections c set
                intent_connection_count = next.intent_connection_count, record_sequence = next.record_sequence,
                generation = next.generation, wanted_plan = next.wanted_plan, active_plan = next.active_plan,
                spare_plan = next.spare_plan, soak_end_time = next.soak_end_time,
                highest_revision = next.highest_revision, refused_revision = next.refused_revision,
                clean_revision = next.clean_revision, unused_revision = next.unused_revision,
                release_owed_revision = next.release_owed_revision, leg_count = next.leg_count, ready = next.ready,
                event_sequence = next.event_sequence, waiting_told = next.waiting_told, due_time = next.due_time,
                claim_epoch = next.claim_epoch, claimed_until_time = next.claimed_until_time,
                update_time = next.update_time
            from json_populate_recordset(cast(null as connections), cast(cast(?1 as text) as json)) next
            where c.tenant_id = next.tenant_id and c.connection_id = next.connection_id""";

    /** What a leg is never changes, only how it stands. */
    private static final String PUT_LEGS = """
            insert into legs (%1$s)
            select %1$s from json_populate_recordset(cast(null as legs), cast(cast(?1 as text) as json))
            on conflict (tenant_id, leg_id) do update set
                revision = excluded.revision, state = excluded.state, bandwidth_bps = excluded.bandwidth_bps,
                verified_revision = excluded.verified_revision, provider_state = excluded.provider_state,
                provider_order_id = excluded.provider_order_id, attempt_count = excluded.attempt_count,
                last_error = excluded.last_error, retry_time = excluded.retry_time, audit_time = excluded.audit_time,
                seen_time = excluded.seen_time, pending_party = excluded.pending_party,
                pending_reason = excluded.pending_reason, pending_since_time = excluded.pending_since_time,
                pending_expire_time = excluded.pending_expire_time, late_verb = excluded.late_verb,
                late_bandwidth_bps = excluded.late_bandwidth_bps, late_until_time = excluded.late_until_time,
                late_repeated = excluded.late_repeated, frozen_since_time = excluded.frozen_since_time,
                frozen_state = excluded.frozen_state, frozen_bandwidth_bps = excluded.frozen_bandwidth_bps,
                update_time = excluded.update_time""".formatted(OF_LEG);

    private static final String DELETE_LEGS = """
            delete from legs where (tenant_id, leg_id) in (
                select * from unnest(cast(?1 as text[]), cast(?2 as text[])))""";

    private RowWrites() {}

    static Uni<Void> insert(StatelessSession session, List<ConnectionRow> connections) {
        return write(session, INSERT_CONNECTIONS, connections);
    }

    static Uni<Void> update(StatelessSession session, List<ConnectionRow> connections) {
        return write(session, UPDATE_CONNECTIONS, connections);
    }

    static Uni<Void> put(StatelessSession session, List<LegRow> legs) {
        return write(session, PUT_LEGS, legs);
    }

    /** In SQL, because the entity delete of Hibernate Reactive 3.2 loses its answer when two run at the same time. */
    static Uni<Void> delete(StatelessSession session, List<LegRow.Key> legs) {
        if (legs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(DELETE_LEGS)
                .setParameter(1, legs.stream().map(LegRow.Key::tenantId).toArray(String[]::new))
                .setParameter(2, legs.stream().map(LegRow.Key::legId).toArray(String[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> write(StatelessSession session, String statement, List<?> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(statement)
                .setParameter(1, json(rows))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String json(List<?> rows) {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The rows cannot be written: " + rows, e);
        }
    }
}
