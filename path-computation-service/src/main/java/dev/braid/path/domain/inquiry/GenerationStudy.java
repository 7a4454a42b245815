package dev.braid.path.domain.inquiry;

import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.IntentPlanner;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.ProvisioningPlanner;
import dev.braid.path.domain.decision.Signal.IntentRequested;
import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.decision.Signal.ProvisioningReport;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a generation of an intent would get: the decisions that are made when it comes, made on a copy. */
public final class GenerationStudy {
    private final PlanningState own;
    private final Instant now;

    private GenerationStudy(PlanningState own, Instant now) {
        this.own = own;
        this.now = now;
    }

    /**
     * What would stand for one connection.
     *
     * @param before as it is known
     * @param after equal to that where nothing would change
     */
    public record Foreseen(String connectionId, Optional<PathRecord> before, Optional<PathRecord> after) {}

    /** A leg of the connection's newest plan that its provider would refuse. */
    public record Refusal(String connectionId, Outcome.Failed failed) {}

    /**
     * What has to be known for an answer, as it is at one moment. Only what takes from others, or gives back what others may
     * have taken, concerns more than the connections of the intent and the load of the network.
     *
     * @param state a copy that knows none of the connections yet
     * @param newest the newest generation of the intent that is known; 0 where none is
     */
    public record Known(PlanningState state, List<PathRecord> connections, long newest) {
        public Known {
            connections = List.copyOf(connections);
        }

        /** Copies what changes: little time passes until the state may change again. */
        public static Known of(PlanningState state, IntentRequested asked, List<Refusal> refusals) {
            List<PathRecord> own = state.book().ofIntent(asked.intentKey());
            return new Known(
                    state.copy(),
                    concernsOthers(asked, refusals) ? state.book().all().toList() : own,
                    own.stream().mapToLong(PathRecord::generation).max().orElse(0));
        }
    }

    /** Whether the answer takes knowing all connections. */
    public static boolean concernsOthers(IntentRequested asked, List<Refusal> refusals) {
        return !refusals.isEmpty()
                || asked.connections().stream()
                        .anyMatch(each -> each.demand().priority().preempt());
    }

    /**
     * One answer for each connection, in the order of the question. The newest generation that is known gets what is
     * decided for it.
     *
     * @param known taken over
     * @param refusals in the order in which they would become known
     */
    public static List<Foreseen> foresee(Known known, IntentRequested asked, List<Refusal> refusals, Instant now) {
        PlanningState own = known.state();
        own.know(known.connections());
        List<Optional<PathRecord>> before = find(own, asked);
        GenerationStudy study = new GenerationStudy(own, now);
        study.take(IntentPlanner.requested(own, asked, now));
        refusals.forEach(study::refuse);
        List<Optional<PathRecord>> after = find(own, asked);
        return IntStream.range(0, before.size())
                .mapToObj(i -> new Foreseen(asked.connections().get(i).connectionId(), before.get(i), after.get(i)))
                .toList();
    }

    private static List<Optional<PathRecord>> find(PlanningState state, IntentRequested asked) {
        return asked.connections().stream()
                .map(each -> state.book().find(each.connectionId()))
                .toList();
    }

    private void refuse(Refusal refusal) {
        Optional<PathRecord> record = own.book().find(refusal.connectionId());
        record.flatMap(PathRecord::plan).map(Plan::revision).ifPresent(revision -> {
            long next = own.lastReport(refusal.connectionId()) + 1;
            take(ProvisioningPlanner.decide(
                    own, new ProvisioningReport(refusal.connectionId(), revision, next, refusal.failed()), now));
        });
    }

    private void take(Decision decision) {
        switch (decision) {
            case Decision.Changed(var records) ->
                records.forEach(record -> own.apply(new Change.RecordWritten(record)));
            case Decision.Ignored _ -> {}
        }
    }
}
