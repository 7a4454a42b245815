package dev.braid.intent.support;

import com.google.protobuf.Timestamp;
import dev.braid.api.Topic;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.path.v1.Binding;
import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.api.path.v1.Held;
import dev.braid.api.path.v1.MoveDecision;
import dev.braid.api.path.v1.MoveResult;
import dev.braid.api.path.v1.Moved;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.path.v1.PathRejection;
import dev.braid.api.path.v1.PlannedLeg;
import dev.braid.api.provisioning.v1.ConnectionActivated;
import dev.braid.api.provisioning.v1.ConnectionReleased;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.provisioning.v1.WaitingChanged;
import dev.braid.api.provisioning.v1.WaitingLeg;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** What path computation, provisioning and telemetry would say about one connection of an intent. */
public record Network(Bus bus, String tenantId, String intentKey, String connectionId) {
    public static final String PROVIDER = "atlas";
    public static final long PRICE = 3_600_000_000L;

    public static Network of(Bus bus, Intent intent, int ordinal) {
        String key = intent.getTenantId() + "." + intent.getIntentId();
        return new Network(bus, intent.getTenantId(), key, key + "." + ordinal);
    }

    public PathRecord record(long sequence, long generation, PathPhase phase) {
        return PathRecord.newBuilder()
                .setConnectionId(connectionId)
                .setIntentKey(intentKey)
                .setTenantId(tenantId)
                .setSequence(sequence)
                .setGeneration(generation)
                .setPhase(phase)
                .build();
    }

    public PathRecord planned(long sequence, long generation, long revision) {
        return planned(sequence, generation, revision, PROVIDER);
    }

    /** With a leg of each of these providers. */
    public PathRecord planned(long sequence, long generation, long revision, String... providerIds) {
        return record(sequence, generation, PathPhase.PATH_PHASE_PLANNED).toBuilder()
                .setPlan(PathPlan.newBuilder()
                        .setRevision(revision)
                        .setGeneration(generation)
                        .setBandwidthBps(1_000_000_000)
                        .setExpectedLatencyUs(4_000 + revision)
                        .setPriceMicrosPerHour(PRICE)
                        .setCurrencyCode("EUR")
                        .addAllLegs(Arrays.stream(providerIds)
                                .map(it -> PlannedLeg.newBuilder()
                                        .setProviderId(it)
                                        .build())
                                .toList()))
                .build();
    }

    public PathRecord rejected(long sequence, long generation, Binding binding) {
        return record(sequence, generation, PathPhase.PATH_PHASE_REJECTED).toBuilder()
                .setRejection(PathRejection.newBuilder()
                        .setGeneration(generation)
                        .setBinding(binding)
                        .setMessage("no way"))
                .build();
    }

    public ProvisioningEvent.Builder event(long sequence, long generation, long revision, Instant time) {
        return ProvisioningEvent.newBuilder()
                .setConnectionId(connectionId)
                .setIntentKey(intentKey)
                .setTenantId(tenantId)
                .setSequence(sequence)
                .setGeneration(generation)
                .setRevision(revision)
                .setOccurTime(timestamp(time));
    }

    public ProvisioningEvent activated(long sequence, long generation, long revision, Instant time) {
        return event(sequence, generation, revision, time)
                .setActivated(ConnectionActivated.newBuilder()
                        .setBandwidthBps(1_000_000_000)
                        .setPriceMicrosPerHour(PRICE)
                        .setCurrencyCode("EUR"))
                .build();
    }

    public ProvisioningEvent waiting(long sequence, long generation, long revision, Instant time, WaitingLeg... legs) {
        return event(sequence, generation, revision, time)
                .setWaitingChanged(WaitingChanged.newBuilder().addAllLegs(List.of(legs)))
                .build();
    }

    public ProvisioningEvent released(long sequence, long generation, long revision, Instant time) {
        return event(sequence, generation, revision, time)
                .setReleased(ConnectionReleased.getDefaultInstance())
                .build();
    }

    public ConnectionHealth health(HealthState state, long revision, long latencyUs, Instant time) {
        return ConnectionHealth.newBuilder()
                .setConnectionId(connectionId)
                .setIntentKey(intentKey)
                .setTenantId(tenantId)
                .setRevision(revision)
                .setJudgeTime(timestamp(time))
                .setState(state)
                .setMeasuredLatencyUs(latencyUs)
                .build();
    }

    /** A move to that revision, off the one before. */
    public DecisionEvent moved(long revision, Instant time) {
        return decision("/" + revision, time)
                .setDecided(MoveDecision.newBuilder()
                        .setJudgement(health(HealthState.HEALTH_STATE_BROKEN, revision - 1, 18_300, time))
                        .setMoved(Moved.newBuilder().setRevision(revision)))
                .build();
    }

    /** A move off that revision that the rail held. */
    public DecisionEvent held(long revision, String rail, Instant time) {
        return decision("/%d/%d".formatted(revision, time.toEpochMilli() * 1_000), time)
                .setDecided(MoveDecision.newBuilder()
                        .setJudgement(health(HealthState.HEALTH_STATE_AT_RISK, revision, 18_300, time))
                        .setHeld(Held.newBuilder().setRail(rail).setReason("It stays.")))
                .build();
    }

    /** What came of the move to that revision. */
    public DecisionEvent cameOf(long revision, Instant time, MoveResult.Builder result) {
        return decision("/" + revision, time)
                .setResult(result.setRevision(revision))
                .build();
    }

    private DecisionEvent.Builder decision(String suffix, Instant time) {
        return DecisionEvent.newBuilder()
                .setDecisionId(connectionId + suffix)
                .setTenantId(tenantId)
                .setIntentKey(intentKey)
                .setConnectionId(connectionId)
                .setOccurTime(timestamp(time));
    }

    public void say(DecisionEvent event) {
        bus.send(Topic.DECISIONS, connectionId, event);
    }

    public void say(PathRecord record) {
        bus.send(Topic.PATHS, connectionId, record);
    }

    public void say(ProvisioningEvent event) {
        bus.send(Topic.PROVISIONING, connectionId, event);
    }

    public void say(ConnectionHealth health) {
        bus.send(Topic.HEALTH, connectionId, health);
    }

    public static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
