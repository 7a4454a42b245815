package dev.braid.intent.progress;

import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.intent.contract.DecisionProto;
import dev.braid.intent.contract.Moments;
import dev.braid.intent.domain.Decision;
import dev.braid.intent.store.DecisionRepository;
import dev.braid.intent.store.DecisionRepository.Subject;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.events.EventIntake;
import dev.braid.platform.identity.TenantScope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Keeps why connections were moved for their health, or were not, and what came of it. */
@ApplicationScoped
class MoveDecisions {
    private static final Logger LOG = Logger.getLogger(MoveDecisions.class);

    private final EventIntake intake;
    private final Transactions transactions;
    private final DecisionRepository decisions;
    private final ProgressSettings settings;

    MoveDecisions(
            EventIntake intake, Transactions transactions, DecisionRepository decisions, ProgressSettings settings) {
        this.intake = intake;
        this.transactions = transactions;
        this.decisions = decisions;
        this.settings = settings;
    }

    @Incoming("decisions")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> on(Message<byte[]> message) {
        return intake.take(message, DecisionEvent.parser(), this::apply);
    }

    private Uni<Void> apply(DecisionEvent event) {
        Member member = Member.of(event.getTenantId(), event.getIntentKey(), event.getConnectionId());
        Instant time = Moments.past("occur_time", event.getOccurTime(), settings.clockTolerance());
        return switch (event.getEventCase()) {
            case DECIDED -> add(member, DecisionProto.decision(event, time));
            case RESULT -> add(member, event.getDecisionId(), DecisionProto.result(event));
            case EVENT_NOT_SET -> throw Refusal.invalid("event", "is not one that this version knows");
        };
    }

    private Uni<Void> add(Member member, Decision decision) {
        Subject subject = subject(member);
        return transactions.run(
                TenantScope.of(subject.tenantId()),
                session -> decisions
                        .knows(session, subject)
                        .invoke(known -> {
                            if (!known) {
                                throw IntentProgress.unknown(member);
                            }
                        })
                        .chain(() -> decisions.add(session, subject, decision)));
    }

    /** A decision that is kept no more has no use for its results. */
    private Uni<Void> add(Member member, String decisionId, Decision.Result result) {
        Subject subject = subject(member);
        return transactions
                .run(TenantScope.of(subject.tenantId()), session -> decisions.add(session, subject, decisionId, result))
                .invoke(known -> LOG.debugf("%s: %s, decision known: %s", decisionId, result.kind(), known))
                .replaceWithVoid();
    }

    private static Subject subject(Member member) {
        return new Subject(member.intent().tenantId(), member.connectionId());
    }
}
