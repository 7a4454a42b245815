package dev.braid.intent.progress;

import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.intent.contract.FactsProto;
import dev.braid.intent.contract.Moments;
import dev.braid.intent.domain.Judgement;
import dev.braid.platform.events.EventIntake;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Brings the judgements of telemetry to the intents whose promises they are about. */
@ApplicationScoped
class HealthJudgements {
    private final EventIntake intake;
    private final IntentProgress progress;
    private final ProgressSettings settings;

    HealthJudgements(EventIntake intake, IntentProgress progress, ProgressSettings settings) {
        this.intake = intake;
        this.progress = progress;
        this.settings = settings;
    }

    @Incoming("health")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> on(Message<byte[]> message) {
        return intake.take(message, ConnectionHealth.parser(), this::apply);
    }

    private Uni<Void> apply(ConnectionHealth health) {
        Member member = Member.of(health.getTenantId(), health.getIntentKey(), health.getConnectionId());
        FactsProto.atLeast("revision", health.getRevision(), 0);
        FactsProto.atLeast("measured_latency_us", health.getMeasuredLatencyUs(), 0);
        Judgement judgement = new Judgement(
                health.getRevision(),
                Moments.past("judge_time", health.getJudgeTime(), settings.clockTolerance()),
                FactsProto.health(health.getState()),
                health.getMeasuredLatencyUs());
        return progress.advance(member, (intent, now) -> intent.onJudgement(member.ordinal(), judgement, now));
    }
}
