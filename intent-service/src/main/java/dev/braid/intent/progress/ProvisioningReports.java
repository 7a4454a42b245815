package dev.braid.intent.progress;

import dev.braid.api.provisioning.v1.ConnectionActivated;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.intent.contract.BillingEvents;
import dev.braid.intent.contract.FactsProto;
import dev.braid.intent.contract.Moments;
import dev.braid.intent.contract.WaitingProto;
import dev.braid.intent.domain.Carriage;
import dev.braid.intent.domain.CarriedPlan;
import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.Rate;
import dev.braid.intent.domain.Step;
import dev.braid.intent.domain.UsageEntry;
import dev.braid.intent.domain.UsageLedger;
import dev.braid.intent.domain.WaitingLeg;
import dev.braid.intent.store.LedgerRepository;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.events.EventIntake;
import dev.braid.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Brings the reports of provisioning to their intents, keeps the ledger, and tells billing. */
@ApplicationScoped
class ProvisioningReports {
    private final EventIntake intake;
    private final IntentProgress progress;
    private final LedgerRepository ledgers;
    private final Outbox outbox;
    private final ProgressSettings settings;

    ProvisioningReports(
            EventIntake intake,
            IntentProgress progress,
            LedgerRepository ledgers,
            Outbox outbox,
            ProgressSettings settings) {
        this.intake = intake;
        this.progress = progress;
        this.ledgers = ledgers;
        this.outbox = outbox;
        this.settings = settings;
    }

    @Incoming("provisioning")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> on(Message<byte[]> message) {
        return intake.take(message, ProvisioningEvent.parser(), this::apply);
    }

    private Uni<Void> apply(ProvisioningEvent event) {
        Member member = Member.of(event.getTenantId(), event.getIntentKey(), event.getConnectionId());
        Instant time = Moments.past("occur_time", event.getOccurTime(), settings.clockTolerance());
        long sequence = event.getSequence();
        return switch (event.getEventCase()) {
            case ACTIVATED -> activated(member, event, time);
            case RELEASED ->
                progress.advance(
                        member,
                        carry(member, known -> known.idle(sequence), time),
                        account(member, ledger -> ledger.released(time)));
            case WAITING_CHANGED -> {
                List<WaitingLeg> legs = WaitingProto.legs(event.getWaitingChanged());
                yield progress.advance(member, carry(member, known -> known.waitingFor(sequence, legs), time));
            }
            // What carries traffic stays; only the sequence goes on.
            case FAILED, OLD_LEGS_RELEASED, UNUSED_PLANS_RELEASED, DRIFT_FOUND ->
                progress.advance(member, carry(member, known -> known.unchanged(sequence), time));
            case EVENT_NOT_SET -> throw Refusal.invalid("event", "is not one that this version knows");
        };
    }

    private Uni<Void> activated(Member member, ProvisioningEvent event, Instant time) {
        FactsProto.atLeast("revision", event.getRevision(), 1);
        FactsProto.atLeast("generation", event.getGeneration(), 1);
        Rate rate = rate(event.getActivated());
        CarriedPlan plan = new CarriedPlan(event.getRevision(), event.getGeneration());
        return progress.advance(
                member,
                carry(
                        member,
                        known -> known.active(event.getSequence(), event.getRevision(), event.getGeneration()),
                        time),
                account(member, ledger -> ledger.activated(time, plan, rate)));
    }

    private BiFunction<Intent, Instant, Step> carry(Member member, UnaryOperator<Carriage> change, Instant time) {
        return (intent, now) -> {
            Instant earliest = intent.createTime().minus(settings.clockTolerance());
            if (time.isBefore(earliest)) {
                throw Refusal.invalid("occur_time", "must not be before %s, but is %s".formatted(earliest, time));
            }
            Carriage next = change.apply(intent.connection(member.ordinal()).carriage());
            IntentProgress.checkAsked(intent, next.activeGeneration());
            return intent.onCarriage(member.ordinal(), next, now);
        };
    }

    private IntentProgress.Effect account(Member member, Function<UsageLedger, List<UsageEntry>> entries) {
        return (session, before) -> ledgers.read(session, member.intent(), member.connectionId())
                .map(ledger -> ledger.carriedBy(
                        before.connection(member.ordinal()).carriage().plan()))
                .map(entries)
                .chain(added -> ledgers.add(session, member.intent(), member.connectionId(), added)
                        .chain(() -> tellBilling(session, member, added)));
    }

    private Uni<Void> tellBilling(StatelessSession session, Member member, List<UsageEntry> entries) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (UsageEntry entry : entries) {
            told = told.chain(
                    () -> outbox.add(session, BillingEvents.record(member.intent(), member.connectionId(), entry)));
        }
        return told;
    }

    private static Rate rate(ConnectionActivated activated) {
        try {
            return new Rate(
                    activated.getBandwidthBps(), activated.getPriceMicrosPerHour(), activated.getCurrencyCode());
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("activated", e.getMessage());
        }
    }
}
