package dev.braid.provisioning.rollout;

import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.domain.Decision;
import dev.braid.provisioning.domain.Handoff;
import dev.braid.provisioning.domain.Report;
import dev.braid.provisioning.domain.Rollout;
import dev.braid.provisioning.store.HandoffNumbers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Draws and lets go the numbers of a connection's hand-offs, in the transaction that stores its legs. */
@ApplicationScoped
class NumberTurn {
    private final HandoffNumbers numbers;

    NumberTurn(HandoffNumbers numbers) {
        this.numbers = numbers;
    }

    /** What was heard, with a number for each hand-off of the plan before any leg of it is opened; or the plan fails. */
    Uni<Decision> draw(StatelessSession session, Connection connection, Decision heard, Instant now) {
        Rollout rollout = heard.rollout().keepingNumbers();
        SortedSet<String> missing = rollout.unnumbered();
        if (missing.isEmpty()) {
            return Uni.createFrom().item(with(heard, rollout, List.of()));
        }
        return numbers.draw(session, connection, missing).map(draw -> switch (draw) {
            case HandoffNumbers.Draw.Drawn(var drawn) -> with(heard, rollout.numbered(drawn), List.of());
            case HandoffNumbers.Draw.Exhausted(var interconnectId) -> {
                Decision failed = rollout.withoutNumber(interconnectId, now);
                yield with(heard, failed.rollout(), failed.reports());
            }
        });
    }

    private static Decision with(Decision heard, Rollout rollout, List<Report> more) {
        List<Report> reports = new ArrayList<>(heard.reports());
        reports.addAll(more);
        return new Decision(rollout, heard.commands(), reports, heard.dueTime());
    }

    /** Lets go what nothing of the connection needs any more; none of it reaches anybody before the transaction ends. */
    Uni<Void> letGo(StatelessSession session, Connection before, Rollout next) {
        Set<Handoff> held = next.heldNumbers();
        boolean same = held.equals(before.rollout().heldNumbers())
                && before.rollout().unnumbered().isEmpty();
        return same ? Uni.createFrom().voidItem() : numbers.keep(session, before, held);
    }
}
