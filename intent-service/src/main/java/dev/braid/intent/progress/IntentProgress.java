package dev.braid.intent.progress;

import dev.braid.intent.contract.Moments;
import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.Step;
import dev.braid.intent.store.IntentRepository;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.TenantScope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.function.BiFunction;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jboss.logging.Logger;

/**
 * Joins what the domain decides about a report to the database: intent, connection and whatever else the report causes
 * commit together. The lock on the intent makes reports about one intent queue up, from whatever topic they come.
 */
@ApplicationScoped
class IntentProgress {
    private static final Logger LOG = Logger.getLogger(IntentProgress.class);

    private final Transactions transactions;
    private final IntentRepository intents;

    IntentProgress(Transactions transactions, IntentRepository intents) {
        this.transactions = transactions;
        this.intents = intents;
    }

    /** What else a report causes, in the same transaction. */
    @FunctionalInterface
    interface Effect {
        Uni<Void> apply(StatelessSession session, Intent intent);
    }

    Uni<Void> advance(Member member, BiFunction<Intent, Instant, Step> decide) {
        return advance(member, decide, (_, _) -> Uni.createFrom().voidItem());
    }

    /** The same for a report that has an effect of its own also where it changes nothing of the intent. */
    Uni<Void> advanceAlways(Member member, BiFunction<Intent, Instant, Step> decide, Effect always) {
        return lock(
                member,
                (session, intent) -> store(
                                session,
                                member,
                                intent,
                                decide.apply(intent, Moments.now()),
                                (_, _) -> Uni.createFrom().voidItem())
                        .chain(() -> always.apply(session, intent)));
    }

    /** With an effect, unless the report is ignored. */
    Uni<Void> advance(Member member, BiFunction<Intent, Instant, Step> decide, Effect effect) {
        return lock(
                member,
                (session, intent) -> store(session, member, intent, decide.apply(intent, Moments.now()), effect));
    }

    private Uni<Void> lock(Member member, Effect work) {
        return transactions.run(
                TenantScope.of(member.intent().tenantId()),
                session -> intents.lock(session, member.intent())
                        .map(found -> found.filter(
                                        intent -> intent.find(member.ordinal()).isPresent())
                                .orElseThrow(() -> unknown(member)))
                        .chain(intent -> work.apply(session, intent)));
    }

    private Uni<Void> store(StatelessSession session, Member member, Intent intent, Step step, Effect effect) {
        return switch (step) {
            case Step.Moved(Intent moved, var connection) ->
                intents.replace(session, member.intent(), connection)
                        .chain(() -> intents.replace(session, moved))
                        .chain(() -> effect.apply(session, intent));
            case Step.Noted(var connection) ->
                intents.replace(session, member.intent(), connection).chain(() -> effect.apply(session, intent));
            case Step.Ignored(String why) ->
                Uni.createFrom().voidItem().invoke(() -> LOG.debugf("%s: ignored, %s", member.connectionId(), why));
        };
    }

    /** Nobody can answer what was not asked yet. */
    static void checkAsked(Intent intent, long generation) {
        if (generation > intent.generation()) {
            throw Refusal.invalid(
                    "generation", "must be at most %d, but is %d".formatted(intent.generation(), generation));
        }
    }

    static Refusal unknown(Member member) {
        return Refusal.invalid(
                "connection_id", "names no connection of an intent here: '%s'".formatted(member.connectionId()));
    }
}
