package dev.braid.intent.store;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.braid.api.intent.v1.ConnectionSla;
import dev.braid.intent.contract.SlaProto;
import dev.braid.intent.domain.sla.ConnectionReport;
import dev.braid.intent.domain.sla.SlaMonth;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

/** A settled month of a connection, as the database keeps it. */
@Entity(name = "SettlementRow")
@Table(name = "sla_settlements")
@IdClass(SettlementRow.Key.class)
public class SettlementRow {
    @Id
    @Column(name = "tenant_id")
    public String tenantId;

    @Id
    @Column(name = "connection_id")
    public String connectionId;

    @Id
    @Column(name = "month")
    public String month;

    @Column(name = "settle_time", updatable = false)
    public Instant settleTime;

    @Column(name = "report", updatable = false)
    public String report;

    static SettlementRow of(String tenantId, SlaMonth month, ConnectionReport settled) {
        SettlementRow row = new SettlementRow();
        row.tenantId = tenantId;
        row.connectionId = settled.connectionId();
        row.month = month.toString();
        row.settleTime = settled.settleTime().orElseThrow();
        try {
            row.report = JsonFormat.printer().omittingInsignificantWhitespace().print(SlaProto.proto(settled));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("Every report has a JSON form", e);
        }
        return row;
    }

    ConnectionReport toReport() {
        ConnectionSla.Builder proto = ConnectionSla.newBuilder();
        try {
            JsonFormat.parser().ignoringUnknownFields().merge(report, proto);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("The stored report cannot be read: " + report, e);
        }
        return SlaProto.report(proto.build());
    }

    /** Unique over all tenants. */
    public record Key(String tenantId, String connectionId, String month) {}
}
