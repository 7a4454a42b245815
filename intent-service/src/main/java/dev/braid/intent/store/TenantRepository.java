package dev.braid.intent.store;

import dev.braid.intent.domain.Tenant;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The tenants. */
@ApplicationScoped
public class TenantRepository {
    private static final String INSERT = """
            insert into tenants (tenant_id, display_name, create_time) values (?1, ?2, ?3)
            on conflict do nothing""";

    /** Adds the tenant unless its id is taken; says whether it did. */
    public Uni<Boolean> insert(StatelessSession session, Tenant tenant) {
        return session.createNativeQuery(INSERT)
                .setParameter(1, tenant.tenantId())
                .setParameter(2, tenant.displayName())
                .setParameter(3, tenant.createTime())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** The tenant of that id, if the scope of the session has it. */
    public Uni<Optional<Tenant>> find(StatelessSession session, String tenantId) {
        return session.get(TenantRow.class, tenantId)
                .map(row -> Optional.ofNullable(row).map(TenantRow::toTenant));
    }

    /** At most so many tenants after that id, in the order of their ids. */
    public Uni<List<Tenant>> list(StatelessSession session, String afterId, int limit) {
        return session.createSelectionQuery("from TenantRow where tenantId > :after order by tenantId", TenantRow.class)
                .setParameter("after", afterId)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(TenantRow::toTenant).toList());
    }
}
