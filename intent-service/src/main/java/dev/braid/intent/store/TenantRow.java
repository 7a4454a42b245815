package dev.braid.intent.store;

import dev.braid.intent.domain.Tenant;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A tenant, as the database keeps it. */
@Entity(name = "TenantRow")
@Table(name = "tenants")
public class TenantRow {
    @Id
    @Column(name = "tenant_id")
    public String tenantId;

    @Column(name = "display_name")
    public String displayName;

    @Column(name = "create_time")
    public Instant createTime;

    Tenant toTenant() {
        return new Tenant(tenantId, displayName, createTime);
    }
}
