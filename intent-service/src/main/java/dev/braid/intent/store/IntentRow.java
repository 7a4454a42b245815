package dev.braid.intent.store;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.braid.intent.contract.SpecProto;
import dev.braid.intent.domain.Connection;
import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.IntentSpec;
import dev.braid.intent.domain.IntentState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** An intent without its connections, as the database keeps it. */
@Entity(name = "IntentRow")
@Table(name = "intents")
@IdClass(IntentRow.Key.class)
public class IntentRow {
    @Id
    @Column(name = "tenant_id")
    public String tenantId;

    @Id
    @Column(name = "intent_id")
    public String intentId;

    @Column(name = "spec")
    public String spec;

    /** Written once, with the row. */
    @Column(name = "submitted_digest", updatable = false)
    public byte[] submittedDigest;

    @Column(name = "generation")
    public long generation;

    @Column(name = "terminate_asked")
    public boolean terminateAsked;

    @Column(name = "state")
    public String state;

    @Column(name = "state_time")
    public Instant stateTime;

    @Column(name = "active_generation")
    public long activeGeneration;

    @Column(name = "connection_count", updatable = false)
    public int connectionCount;

    @Column(name = "create_time", updatable = false)
    public Instant createTime;

    @Column(name = "update_time")
    public Instant updateTime;

    @Column(name = "version")
    public long version;

    static IntentRow of(Intent intent, byte[] submittedDigest) {
        IntentRow row = new IntentRow();
        row.tenantId = intent.id().tenantId();
        row.intentId = intent.id().intentId();
        row.spec = text(intent.spec());
        row.submittedDigest = submittedDigest;
        row.generation = intent.generation();
        row.terminateAsked = intent.terminateAsked();
        row.state = intent.state().name();
        row.stateTime = intent.stateTime();
        row.activeGeneration = intent.activeGeneration();
        row.connectionCount = intent.connections().size();
        row.createTime = intent.createTime();
        row.updateTime = intent.updateTime();
        row.version = intent.version();
        return row;
    }

    Intent toIntent(List<Connection> connections) {
        return new Intent(
                new IntentId(tenantId, intentId),
                spec(spec),
                generation,
                terminateAsked,
                IntentState.valueOf(state),
                stateTime,
                activeGeneration,
                connections,
                createTime,
                updateTime,
                version);
    }

    private static String text(IntentSpec spec) {
        try {
            return JsonFormat.printer().omittingInsignificantWhitespace().print(SpecProto.proto(spec));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("Every spec has a JSON form", e);
        }
    }

    private static IntentSpec spec(String text) {
        var proto = dev.braid.api.intent.v1.IntentSpec.newBuilder();
        try {
            JsonFormat.parser().merge(text, proto);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("The stored spec cannot be read: " + text, e);
        }
        return SpecProto.spec(proto.build());
    }

    /** Unique over all tenants. */
    public record Key(String tenantId, String intentId) {
        public Key {
            Objects.requireNonNull(tenantId);
            Objects.requireNonNull(intentId);
        }
    }
}
