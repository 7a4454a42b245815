package dev.braid.intent.store;

import dev.braid.intent.domain.Port;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The ports, living and gone. */
@ApplicationScoped
public class PortRepository {
    private static final String INSERT = """
            insert into ports (tenant_id, port_id, display_name, kind, location_id, bandwidth_bps, create_time)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            on conflict do nothing""";

    /** Adds the port unless its id is taken; says whether it did. */
    public Uni<Boolean> insert(StatelessSession session, Port port) {
        return session.createNativeQuery(INSERT)
                .setParameter(1, port.tenantId())
                .setParameter(2, port.portId())
                .setParameter(3, port.displayName())
                .setParameter(4, port.kind().name())
                .setParameter(5, port.locationId())
                .setParameter(6, port.bandwidthBps())
                .setParameter(7, port.createTime())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** The port of that id, even when it is gone. */
    public Uni<Optional<Port>> find(StatelessSession session, String tenantId, String portId) {
        return session.get(PortRow.class, new PortRow.Key(tenantId, portId))
                .map(row -> Optional.ofNullable(row).map(PortRow::toPort));
    }

    /** The port of that id, held until the transaction ends, so that nobody starts to use it meanwhile. */
    public Uni<Optional<Port>> lock(StatelessSession session, String tenantId, String portId) {
        return session.get(PortRow.class, new PortRow.Key(tenantId, portId), LockMode.PESSIMISTIC_WRITE)
                .map(row -> Optional.ofNullable(row).map(PortRow::toPort));
    }

    /** Those of the ports that live, by id, held until the transaction ends, so that nobody removes them meanwhile. */
    public Uni<Map<String, Port>> share(StatelessSession session, String tenantId, Collection<String> portIds) {
        return session.createSelectionQuery(
                        "from PortRow where tenantId = :tenant and portId in (:ports) and deleteTime is null order by portId",
                        PortRow.class)
                .setParameter("tenant", tenantId)
                .setParameter("ports", List.copyOf(portIds))
                .setLockMode(LockModeType.PESSIMISTIC_READ)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(PortRow::toPort)
                        .collect(Collectors.toMap(Port::portId, Function.identity())));
    }

    /** At most so many living ports after that one, in the order of tenants and ids; an empty tenant means all. */
    public Uni<List<Port>> list(
            StatelessSession session, String tenantId, String afterTenantId, String afterId, int limit) {
        return session.createSelectionQuery("""
                        from PortRow where deleteTime is null
                        and (:tenant = '' or tenantId = :tenant)
                        and (tenantId > :afterTenant or tenantId = :afterTenant and portId > :after)
                        order by tenantId, portId""", PortRow.class)
                .setParameter("tenant", tenantId)
                .setParameter("afterTenant", afterTenantId)
                .setParameter("after", afterId)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(PortRow::toPort).toList());
    }

    /** Marks the port as gone; its id stays taken. */
    public Uni<Void> remove(StatelessSession session, String tenantId, String portId, Instant time) {
        return session.createMutationQuery(
                        "update PortRow set deleteTime = :time where tenantId = :tenant and portId = :port")
                .setParameter("time", time)
                .setParameter("tenant", tenantId)
                .setParameter("port", portId)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** An intent that joins the port and has not ended, if there is one. */
    public Uni<Optional<String>> findUser(StatelessSession session, String tenantId, String portId) {
        return session.createSelectionQuery("""
                        select i.intentId from IntentRow i where i.tenantId = :tenant and i.state <> 'TERMINATED'
                        and exists (from ConnectionRow c where c.tenantId = i.tenantId and c.intentId = i.intentId
                            and (c.aPortId = :port or c.zPortId = :port))
                        order by i.intentId""", String.class)
                .setParameter("tenant", tenantId)
                .setParameter("port", portId)
                .setMaxResults(1)
                .getResultList()
                .map(ids -> ids.stream().findFirst());
    }
}
