package dev.braid.path.contract;

import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.network.LinkQuality;
import dev.braid.platform.proto.Times;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the other services report. A message that contradicts itself is an {@link IllegalArgumentException}. */
public final class SignalProto {
    private SignalProto() {}

    /** A new generation of an intent. */
    public static Signal intent(IntentEvent message) {
        String key = message.getIntentKey();
        require(
                key.equals(message.getTenantId() + "." + message.getIntentId()),
                "intent_key '%s' is not made of tenant_id '%s' and intent_id '%s'",
                key,
                message.getTenantId(),
                message.getIntentId());
        return switch (message.getEventCase()) {
            case REQUESTED -> {
                List<Signal.RequestedConnection> connections = message.getRequested().getConnectionsList().stream()
                        .map(connection -> new Signal.RequestedConnection(
                                connection.getConnectionId(), DemandProto.demand(connection.getDemand())))
                        .toList();
                Set<String> ids = new HashSet<>();
                for (Signal.RequestedConnection connection : connections) {
                    require(
                            connection.connectionId().startsWith(key + ".") && ids.add(connection.connectionId()),
                            "connection_id '%s' is not one of intent '%s' or comes twice",
                            connection.connectionId(),
                            key);
                }
                yield new Signal.IntentRequested(key, message.getTenantId(), message.getGeneration(), connections);
            }
            case TERMINATED -> new Signal.IntentTerminated(key, message.getGeneration());
            case EVENT_NOT_SET -> throw new IllegalArgumentException("The event is of no kind.");
        };
    }

    /** What came of a plan. */
    public static Signal provisioning(ProvisioningEvent message) {
        Outcome outcome =
                switch (message.getEventCase()) {
                    case ACTIVATED -> new Outcome.Activated();
                    case FAILED ->
                        new Outcome.Failed(
                                message.getFailed().getProviderId(),
                                message.getFailed().getLinkIdsList(),
                                message.getFailed().getReason(),
                                message.getFailed().getReturnedRevision());
                    case OLD_LEGS_RELEASED -> new Outcome.OldLegsReleased();
                    case UNUSED_PLANS_RELEASED ->
                        new Outcome.UnusedPlansReleased(
                                Set.copyOf(message.getUnusedPlansReleased().getHeldRevisionsList()));
                    case RELEASED -> new Outcome.Released();
                    case DRIFT_FOUND -> new Outcome.DriftFound();
                    case WAITING_CHANGED -> new Outcome.WaitingChanged();
                    case EVENT_NOT_SET -> throw new IllegalArgumentException("The event is of no kind.");
                };
        return new Signal.ProvisioningReport(
                message.getConnectionId(), message.getRevision(), message.getSequence(), outcome);
    }

    /** A judgement of one connection's promises, with what its links measured. */
    public static Signal health(ConnectionHealth message) {
        Instant judgeTime = Times.instant(message.getJudgeTime());
        HealthState state =
                switch (message.getState()) {
                    case HEALTH_STATE_MET -> HealthState.MET;
                    case HEALTH_STATE_AT_RISK -> HealthState.AT_RISK;
                    case HEALTH_STATE_BROKEN -> HealthState.BROKEN;
                    case HEALTH_STATE_UNKNOWN, HEALTH_STATE_UNSPECIFIED, UNRECOGNIZED -> HealthState.UNKNOWN;
                };
        return new Signal.HealthJudged(
                message.getConnectionId(),
                message.getRevision(),
                judgeTime,
                state,
                message.getBreachesCount() > 0,
                message.getMeasuredLatencyUs(),
                message.getEvidenceList().stream()
                        // A link that was not measured says nothing.
                        .filter(link -> link.getDown() || link.getLatencyUs() > 0)
                        .map(link -> new LinkMeasure(link.getLinkId(), judgeTime, link.getLatencyUs(), link.getDown()))
                        .toList());
    }

    /** What a link measured. */
    public static LinkMeasure measure(LinkMetrics message) {
        require(
                message.getLatencyP50Us() >= 0,
                "latency_p50_us %d of link '%s' is negative",
                message.getLatencyP50Us(),
                message.getLinkId());
        return new LinkMeasure(
                message.getLinkId(),
                Times.instant(message.getWindowEndTime()),
                message.getLatencyP50Us(),
                message.getDown(),
                Optional.of(new LinkQuality(message.getJitterUs(), message.getLossRatio())));
    }

    private static void require(boolean holds, String violation, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(violation.formatted(values) + ".");
        }
    }
}
