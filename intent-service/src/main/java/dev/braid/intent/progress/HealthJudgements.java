package dev.braid.intent.progress;

import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.intent.agreement.Agreement;
import dev.braid.intent.contract.FactsProto;
import dev.braid.intent.contract.Moments;
import dev.braid.intent.domain.Judgement;
import dev.braid.intent.domain.sla.HealthTrail;
import dev.braid.intent.domain.sla.Promise;
import dev.braid.intent.domain.sla.Verdict;
import dev.braid.intent.store.HealthTrailRepository;
import dev.braid.intent.store.JudgedPlan;
import dev.braid.platform.events.EventIntake;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Brings the judgements of telemetry to the intents whose promises they are about, and to the account of the month. */
@ApplicationScoped
class HealthJudgements {
    private final EventIntake intake;
    private final IntentProgress progress;
    private final HealthTrailRepository trails;
    private final Agreement agreement;
    private final ProgressSettings settings;

    HealthJudgements(
            EventIntake intake,
            IntentProgress progress,
            HealthTrailRepository trails,
            Agreement agreement,
            ProgressSettings settings) {
        this.intake = intake;
        this.progress = progress;
        this.trails = trails;
        this.agreement = agreement;
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
        // What is stale to the intent may still be news to the account, which takes judgements in any order.
        return progress.advanceAlways(
                member,
                (intent, now) -> intent.onJudgement(member.ordinal(), judgement, now),
                (session, _) -> account(session, member, judgement, FactsProto.broken(health)));
    }

    private Uni<Void> account(StatelessSession session, Member member, Judgement judgement, Set<Promise> broken) {
        JudgedPlan plan = new JudgedPlan(member.intent().tenantId(), member.connectionId(), judgement.revision());
        Verdict verdict = new Verdict(judgement.judgeTime(), judgement.health(), broken, judgement.measuredLatencyUs());
        return trails.read(session, plan)
                .map(trail -> trail.add(verdict, Moments.now(), agreement.standing()))
                .chain(step -> switch (step) {
                    case HealthTrail.Step.Added added -> trails.write(session, plan, added);
                    case HealthTrail.Step.Ignored _ -> Uni.createFrom().voidItem();
                });
    }
}
