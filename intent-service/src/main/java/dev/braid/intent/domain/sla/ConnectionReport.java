package dev.braid.intent.domain.sla;

import dev.braid.intent.domain.Verbatim;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was promised for a connection in a month, what was measured, and what is credited for it by which rule.
 *
 * @param settleTime present when it is settled, and only then
 */
public record ConnectionReport(
        String connectionId,
        SlaState state,
        List<Promised> promises,
        SlaFigures figures,
        CreditRule rule,
        List<Credit> credits,
        Optional<Instant> settleTime) {
    public ConnectionReport {
        promises = List.copyOf(promises);
        credits = List.copyOf(credits);
        if (settleTime.isPresent() != (state == SlaState.SETTLED)) {
            throw new IllegalArgumentException("A report that is %s was settled at %s.".formatted(state, settleTime));
        }
    }

    /**
     * What was promised from when to when.
     *
     * @param objectives of that generation, word for word; nothing where they are not known
     */
    public record Promised(long generation, Instant start, Optional<Instant> end, Verbatim objectives) {}

    /** What the account comes to by that rule, for now. */
    public static ConnectionReport provisional(
            String connectionId, SlaState state, List<Promised> promises, MonthAccount account, CreditRule rule) {
        SlaFigures figures = account.figures();
        List<Credit> credits =
                state == SlaState.NOT_ACCOUNTED ? List.of() : Credit.of(account.chargeMicros(), rule.tier(figures));
        return new ConnectionReport(connectionId, state, promises, figures, rule, credits, Optional.empty());
    }

    /** The same for good, with its credits as the next lines of the ledger. */
    public ConnectionReport settled(Instant time, long lastSequence) {
        return new ConnectionReport(
                connectionId,
                SlaState.SETTLED,
                promises,
                figures,
                rule,
                Credit.numbered(credits, lastSequence),
                Optional.of(time));
    }

    /** The credits that are given, each a line of the ledger. */
    public List<Credit> granted() {
        return credits.stream().filter(credit -> credit.amountMicros() > 0).toList();
    }
}
