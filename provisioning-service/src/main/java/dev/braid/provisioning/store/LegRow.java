package dev.braid.provisioning.store;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Frozen;
import dev.braid.provisioning.domain.Handoff;
import dev.braid.provisioning.domain.Late;
import dev.braid.provisioning.domain.Leg;
import dev.braid.provisioning.domain.LegState;
import dev.braid.provisioning.domain.PendingOn;
import dev.braid.provisioning.domain.Route;
import dev.braid.provisioning.domain.Sight;
import dev.braid.provisioning.domain.Trial;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A leg, as the database keeps it. */
@Entity(name = "LegRow")
@Table(name = "legs")
@IdClass(LegRow.Key.class)
public class LegRow {
    @Id
    @Column(name = "tenant_id")
    public String tenantId;

    @Id
    @Column(name = "leg_id")
    public String legId;

    @Column(name = "connection_id", updatable = false)
    public String connectionId;

    @Column(name = "number", updatable = false)
    public int number;

    @Column(name = "provider_id", updatable = false)
    public String providerId;

    @Column(name = "link_ids", updatable = false)
    public String[] linkIds;

    @Column(name = "a_interconnect_id", updatable = false)
    public String aInterconnectId;

    @Column(name = "a_number", updatable = false)
    public int aNumber;

    @Column(name = "z_interconnect_id", updatable = false)
    public String zInterconnectId;

    @Column(name = "z_number", updatable = false)
    public int zNumber;

    @Column(name = "revision")
    public long revision;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    public LegState state;

    @Column(name = "bandwidth_bps")
    public long bandwidthBps;

    @Column(name = "verified_revision")
    public long verifiedRevision;

    @Column(name = "provider_state")
    public String providerState;

    @Column(name = "provider_order_id")
    public String providerOrderId;

    @Column(name = "attempt_count")
    public int attemptCount;

    @Column(name = "last_error")
    public String lastError;

    @Column(name = "retry_time")
    public Instant retryTime;

    @Column(name = "audit_time")
    public Instant auditTime;

    @Column(name = "seen_time")
    public Instant seenTime;

    @Column(name = "pending_party")
    public String pendingParty;

    @Column(name = "pending_reason")
    public String pendingReason;

    @Column(name = "pending_since_time")
    public Instant pendingSinceTime;

    @Column(name = "pending_expire_time")
    public Instant pendingExpireTime;

    @Enumerated(EnumType.STRING)
    @Column(name = "late_verb")
    public Verb lateVerb;

    @Column(name = "late_bandwidth_bps")
    public Long lateBandwidthBps;

    @Column(name = "late_until_time")
    public Instant lateUntilTime;

    @Column(name = "late_repeated")
    public Boolean lateRepeated;

    @Column(name = "frozen_since_time")
    public Instant frozenSinceTime;

    @Enumerated(EnumType.STRING)
    @Column(name = "frozen_state")
    public LegState frozenState;

    @Column(name = "frozen_bandwidth_bps")
    public Long frozenBandwidthBps;

    @Column(name = "update_time")
    public Instant updateTime;

    ConnectionRow.Key connectionKey() {
        return new ConnectionRow.Key(tenantId, connectionId);
    }

    static LegRow of(String tenantId, String connectionId, Leg leg, Instant now) {
        LegRow row = new LegRow();
        row.tenantId = tenantId;
        row.legId = leg.legId();
        row.connectionId = connectionId;
        row.number = Integer.parseInt(leg.legId().substring(connectionId.length() + 1));
        row.providerId = leg.route().providerId();
        row.linkIds = leg.route().linkIds().toArray(String[]::new);
        row.aInterconnectId = leg.route().aEnd().interconnectId();
        row.aNumber = leg.route().aEnd().number();
        row.zInterconnectId = leg.route().zEnd().interconnectId();
        row.zNumber = leg.route().zEnd().number();
        row.revision = leg.revision();
        row.state = leg.state();
        row.bandwidthBps = leg.bandwidthBps();
        row.verifiedRevision = leg.sight().verifiedRevision();
        row.providerState = leg.sight().providerState();
        row.providerOrderId = leg.sight().providerOrderId();
        row.attemptCount = leg.trial().attemptCount();
        row.lastError = leg.trial().lastError();
        row.retryTime = leg.trial().retryTime();
        row.auditTime = leg.auditTime();
        row.seenTime = leg.seenTime();
        leg.sight().pendingOn().ifPresent(pendingOn -> {
            row.pendingParty = pendingOn.party();
            row.pendingReason = pendingOn.reason();
            row.pendingSinceTime = pendingOn.sinceTime();
            row.pendingExpireTime = pendingOn.expireTime().orElse(null);
        });
        leg.sight().frozen().ifPresent(frozen -> {
            row.frozenSinceTime = frozen.sinceTime();
            row.frozenState = frozen.state();
            row.frozenBandwidthBps = frozen.bandwidthBps();
        });
        leg.late().ifPresent(late -> {
            row.lateVerb = late.verb();
            row.lateBandwidthBps = late.bandwidthBps();
            row.lateUntilTime = late.untilTime();
            row.lateRepeated = late.repeated();
        });
        row.updateTime = now;
        return row;
    }

    Leg toLeg() {
        return new Leg(
                legId,
                new Route(
                        providerId,
                        List.of(linkIds),
                        new Handoff(aInterconnectId, aNumber),
                        new Handoff(zInterconnectId, zNumber)),
                revision,
                new Sight(state, bandwidthBps, verifiedRevision, providerState, providerOrderId, pendingOn(), frozen()),
                new Trial(attemptCount, lastError, retryTime),
                auditTime,
                seenTime,
                lateVerb == null
                        ? Optional.empty()
                        : Optional.of(new Late(lateVerb, lateBandwidthBps, lateUntilTime, lateRepeated)));
    }

    private Optional<PendingOn> pendingOn() {
        return pendingParty == null
                ? Optional.empty()
                : Optional.of(new PendingOn(
                        pendingParty, pendingReason, pendingSinceTime, Optional.ofNullable(pendingExpireTime)));
    }

    private Optional<Frozen> frozen() {
        return frozenSinceTime == null
                ? Optional.empty()
                : Optional.of(new Frozen(frozenSinceTime, frozenState, frozenBandwidthBps));
    }

    /** The primary key. */
    public record Key(String tenantId, String legId) {}
}
