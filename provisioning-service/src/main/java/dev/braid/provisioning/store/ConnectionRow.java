package dev.braid.provisioning.store;

import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.domain.Leg;
import dev.braid.provisioning.domain.Rollout;
import dev.braid.provisioning.domain.Spare;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** A connection, as the database keeps it; its legs are rows of their own. */
@Entity(name = "ConnectionRow")
@Table(name = "connections")
@IdClass(ConnectionRow.Key.class)
public class ConnectionRow {
    @Id
    @Column(name = "tenant_id")
    public String tenantId;

    @Id
    @Column(name = "connection_id")
    public String connectionId;

    @Column(name = "intent_key", updatable = false)
    public String intentKey;

    @Column(name = "intent_connection_count")
    public int intentConnectionCount;

    @Column(name = "record_sequence")
    public long recordSequence;

    @Column(name = "generation")
    public long generation;

    @Column(name = "wanted_plan")
    public String wantedPlan;

    @Column(name = "active_plan")
    public String activePlan;

    @Column(name = "spare_plan")
    public String sparePlan;

    @Column(name = "soak_end_time")
    public Instant soakEndTime;

    @Column(name = "highest_revision")
    public long highestRevision;

    @Column(name = "refused_revision")
    public long refusedRevision;

    @Column(name = "clean_revision")
    public long cleanRevision;

    @Column(name = "unused_revision")
    public long unusedRevision;

    @Column(name = "release_owed_revision")
    public Long releaseOwedRevision;

    @Column(name = "leg_count")
    public int legCount;

    @Column(name = "ready")
    public boolean ready;

    @Column(name = "event_sequence")
    public long eventSequence;

    @Column(name = "waiting_told")
    public String waitingTold;

    @Column(name = "due_time")
    public Instant dueTime;

    @Column(name = "claim_epoch")
    public long claimEpoch;

    @Column(name = "claimed_until_time")
    public Instant claimedUntilTime;

    @Column(name = "update_time")
    public Instant updateTime;

    Key key() {
        return new Key(tenantId, connectionId);
    }

    Connection toConnection(List<Leg> legs) {
        Rollout rollout = new Rollout(
                connectionId,
                PlanColumn.read(wantedPlan),
                PlanColumn.read(activePlan),
                PlanColumn.read(sparePlan).map(plan -> new Spare(plan, soakEndTime)),
                generation,
                highestRevision,
                refusedRevision,
                cleanRevision,
                unusedRevision,
                releaseOwedRevision == null ? OptionalLong.empty() : OptionalLong.of(releaseOwedRevision),
                legCount,
                legs);
        return new Connection(
                tenantId, intentKey, intentConnectionCount, recordSequence, eventSequence, waitingTold, rollout);
    }

    void take(Connection connection, Instant now) {
        Rollout rollout = connection.rollout();
        tenantId = connection.tenantId();
        connectionId = connection.connectionId();
        intentKey = connection.intentKey();
        intentConnectionCount = connection.intentConnectionCount();
        recordSequence = connection.recordSequence();
        eventSequence = connection.eventSequence();
        waitingTold = connection.waitingTold();
        generation = rollout.generation();
        wantedPlan = PlanColumn.write(rollout.wanted());
        activePlan = PlanColumn.write(rollout.active());
        sparePlan = PlanColumn.write(rollout.spare().map(Spare::plan));
        soakEndTime = rollout.spare().map(Spare::soakEndTime).orElse(null);
        highestRevision = rollout.highestRevision();
        refusedRevision = rollout.refusedRevision();
        cleanRevision = rollout.cleanRevision();
        unusedRevision = rollout.unusedRevision();
        releaseOwedRevision =
                rollout.releaseOwed().isPresent() ? rollout.releaseOwed().getAsLong() : null;
        legCount = rollout.legCount();
        ready = rollout.ready();
        updateTime = now;
    }

    /** The primary key. */
    public record Key(String tenantId, String connectionId) {}
}
