package dev.braid.intent.progress;

import dev.braid.api.path.v1.PathRecord;
import dev.braid.intent.contract.FactsProto;
import dev.braid.intent.domain.PathFacts;
import dev.braid.platform.events.EventIntake;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Brings the answers of path computation to the intents that asked. */
@ApplicationScoped
class PathRecords {
    private final EventIntake intake;
    private final IntentProgress progress;

    PathRecords(EventIntake intake, IntentProgress progress) {
        this.intake = intake;
        this.progress = progress;
    }

    @Incoming("paths")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> on(Message<byte[]> message) {
        return intake.take(message, PathRecord.parser(), this::apply);
    }

    private Uni<Void> apply(PathRecord record) {
        Member member = Member.of(record.getTenantId(), record.getIntentKey(), record.getConnectionId());
        PathFacts facts = FactsProto.facts(record);
        return progress.advance(member, (intent, now) -> {
            IntentProgress.checkAsked(intent, facts.generation());
            return intent.onPath(member.ordinal(), facts, now);
        });
    }
}
