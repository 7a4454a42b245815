package dev.braid.local.demo;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.local.Terminal;
import dev.braid.local.client.EventReader;
import dev.braid.local.demo.DemoReport.MoveLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Follows one connection on the topics from the moment a link of it becomes slow until another path is confirmed. */
final class LatencyFault {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long NOT_YET = -1;

    private final Terminal terminal;
    private final String connectionId;
    private final PathPlan before;
    private final long maxLatencyUs;
    private final String linkId;
    private final long extraLatencyUs;

    private long faultMillis;
    private long breach = NOT_YET;
    private long decision = NOT_YET;
    private long activation = NOT_YET;
    private long oldLegsReleased = NOT_YET;
    private long confirmation = NOT_YET;
    private PathPlan after = PathPlan.getDefaultInstance();

    LatencyFault(
            Terminal terminal,
            String connectionId,
            PathPlan before,
            long maxLatencyUs,
            String linkId,
            long extraLatencyUs) {
        this.terminal = terminal;
        this.connectionId = connectionId;
        this.before = before;
        this.maxLatencyUs = maxLatencyUs;
        this.linkId = linkId;
        this.extraLatencyUs = extraLatencyUs;
    }

    /** Raises the fault and returns what came of it, once the new path is confirmed. */
    MoveLine follow(String bootstrapServers, Runnable raise) {
        try (EventReader events =
                EventReader.fromNow(bootstrapServers, Topic.HEALTH, Topic.PATHS, Topic.PROVISIONING)) {
            raise.run();
            faultMillis = System.currentTimeMillis();
            tell(0, "fault", "%s takes %s longer".formatted(linkId, Figures.ms(extraLatencyUs)));
            Instant deadline = Instant.now().plus(PATIENCE);
            while (confirmation == NOT_YET || oldLegsReleased == NOT_YET) {
                if (Instant.now().isAfter(deadline)) {
                    throw new DemoFailed("After %d s, %s".formatted(PATIENCE.toSeconds(), missing()));
                }
                for (ConsumerRecord<String, byte[]> record : events.next(Duration.ofMillis(100))) {
                    if (connectionId.equals(record.key()) && record.value() != null) {
                        take(record);
                    }
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A record of %s is unreadable.".formatted(connectionId), e);
        }
        return new MoveLine(
                connectionId,
                linkId,
                extraLatencyUs,
                breach,
                decision,
                activation,
                oldLegsReleased,
                confirmation,
                PathTable.line(connectionId, after, maxLatencyUs));
    }

    private void take(ConsumerRecord<String, byte[]> record) throws InvalidProtocolBufferException {
        switch (Topic.find(record.topic()).orElseThrow()) {
            case HEALTH -> onHealth(ConnectionHealth.parseFrom(record.value()));
            case PATHS -> onPath(PathRecord.parseFrom(record.value()));
            case PROVISIONING -> onProvisioning(ProvisioningEvent.parseFrom(record.value()));
            default -> throw new IllegalStateException("Nobody asked for " + record.topic());
        }
    }

    private void onHealth(ConnectionHealth health) {
        boolean bad = health.getState() == HealthState.HEALTH_STATE_AT_RISK
                || health.getState() == HealthState.HEALTH_STATE_BROKEN;
        long millis = since(Timestamps.toMillis(health.getJudgeTime()));
        if (breach == NOT_YET && bad && health.getRevision() == before.getRevision()) {
            breach = millis;
            tell(
                    millis,
                    "breach",
                    "%s: %s measured, %s promised; %d of %d windows bad"
                            .formatted(
                                    health.getState().name().replace("HEALTH_STATE_", ""),
                                    Figures.ms(health.getMeasuredLatencyUs()),
                                    Figures.ms(health.getMaxLatencyUs()),
                                    health.getBadWindowCount(),
                                    health.getWindowCount()));
        }
        if (activation != NOT_YET
                && health.getRevision() == after.getRevision()
                && health.getState() == HealthState.HEALTH_STATE_MET) {
            confirmation = millis;
            tell(millis, "confirmation", "MET: %s measured".formatted(Figures.ms(health.getMeasuredLatencyUs())));
        }
    }

    private void onPath(PathRecord path) {
        if (path.hasPlan() && path.getPlan().getRevision() > Math.max(before.getRevision(), after.getRevision())) {
            after = path.getPlan();
            decision = since(Timestamps.toMillis(path.getDecideTime()));
            activation = NOT_YET;
            oldLegsReleased = NOT_YET;
            tell(decision, "decision", after.getWhy().getSummary());
            tell(decision, "new path", PathTable.oneLine(after));
        }
    }

    private void onProvisioning(ProvisioningEvent event) {
        if (event.getRevision() != after.getRevision()) {
            return;
        }
        long millis = since(Timestamps.toMillis(event.getOccurTime()));
        switch (event.getEventCase()) {
            case ACTIVATED -> {
                activation = millis;
                tell(millis, "switch", "traffic is on the new path, the old one is still held");
            }
            case OLD_LEGS_RELEASED -> {
                oldLegsReleased = millis;
                tell(millis, "release", "the old path's legs are given back");
            }
            case FAILED -> tell(millis, "refused", event.getFailed().getReason());
            case DRIFT_FOUND, WAITING_CHANGED, UNUSED_PLANS_RELEASED, RELEASED, EVENT_NOT_SET -> {}
        }
    }

    private String missing() {
        if (breach == NOT_YET) {
            return "no breach of %s was seen".formatted(connectionId);
        }
        if (decision == NOT_YET) {
            return "%s was at risk and no new path was decided".formatted(connectionId);
        }
        if (activation == NOT_YET) {
            return "the new path of %s did not become active".formatted(connectionId);
        }
        return oldLegsReleased == NOT_YET
                ? "the old path of %s was not given back".formatted(connectionId)
                : "the new path of %s was not confirmed".formatted(connectionId);
    }

    private long since(long epochMillis) {
        return epochMillis - faultMillis;
    }

    private void tell(long millis, String what, String detail) {
        terminal.line(String.format(Locale.ROOT, "  %+8d ms  %-13s %s", millis, what, detail));
    }
}
