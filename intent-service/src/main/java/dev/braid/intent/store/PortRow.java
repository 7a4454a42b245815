package dev.braid.intent.store;

import dev.braid.intent.domain.Port;
import dev.braid.intent.domain.PortKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** A port, as the database keeps it. */
@Entity(name = "PortRow")
@Table(name = "ports")
@IdClass(PortRow.Key.class)
public class PortRow {
    @Id
    @Column(name = "tenant_id")
    public String tenantId;

    @Id
    @Column(name = "port_id")
    public String portId;

    @Column(name = "display_name")
    public String displayName;

    @Column(name = "kind")
    public String kind;

    @Column(name = "location_id")
    public String locationId;

    @Column(name = "bandwidth_bps")
    public long bandwidthBps;

    @Column(name = "create_time")
    public Instant createTime;

    @Column(name = "delete_time")
    public Instant deleteTime;

    Port toPort() {
        return new Port(
                tenantId,
                portId,
                displayName,
                PortKind.valueOf(kind),
                locationId,
                bandwidthBps,
                createTime,
                Optional.ofNullable(deleteTime));
    }

    /** Unique over all tenants. */
    public record Key(String tenantId, String portId) {}
}
