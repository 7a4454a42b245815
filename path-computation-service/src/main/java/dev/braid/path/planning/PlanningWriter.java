package dev.braid.path.planning;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.planning.TopologyCommands.TopologyCommand;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Commits batches: the messages and the offsets of what they answer in one transaction, and only then the changes in
 * memory. A transaction that aborts is computed again from the unchanged memory; a writer that may have been replaced
 * steps down.
 */
final class PlanningWriter implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PlanningWriter.class);
    private static final int MAX_ATTEMPTS = 3;

    private final Producer<String, byte[]> producer;
    private final PlanningState state;
    private final LiveState live;
    private final BatchPlanner planner;
    private final PlanningMetrics metrics;
    private final Supplier<ConsumerGroupMetadata> membership;
    private final Clock clock;
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();

    PlanningWriter(
            Producer<String, byte[]> producer,
            PlanningState state,
            LiveState live,
            BatchPlanner planner,
            PlanningMetrics metrics,
            Supplier<ConsumerGroupMetadata> membership,
            Clock clock) {
        this.producer = producer;
        this.state = state;
        this.live = live;
        this.planner = planner;
        this.metrics = metrics;
        this.membership = membership;
        this.clock = clock;
    }

    /** Shuts out every older writer: what it has not committed is aborted, and it can commit nothing more. */
    void fence() {
        producer.initTransactions();
    }

    /** The inputs are read up to these offsets; they are committed with the next transaction. */
    void readUpTo(Map<TopicPartition, OffsetAndMetadata> positions) {
        offsets.putAll(positions);
    }

    /** Decides on the inputs and commits what they come to. Where that is nothing, the offsets still wait. */
    void handle(List<TopologyCommand> commands, List<Received> inputs) {
        try {
            commit(commands, inputs);
        } catch (RuntimeException e) {
            commands.forEach(TopologyCommands::giveUp);
            throw e;
        }
    }

    private void commit(List<TopologyCommand> commands, List<Received> inputs) {
        for (int attempt = 1; ; attempt++) {
            Transaction transaction = new Transaction(producer);
            BatchOutcome outcome = decide(transaction, commands, inputs);
            if (transaction.isEmpty() || commit(transaction, attempt)) {
                live.commit(state, outcome::applyTo);
                outcome.page.committed();
                outcome.gate.committed();
                report(outcome);
                return;
            }
        }
    }

    private BatchOutcome decide(Transaction transaction, List<TopologyCommand> commands, List<Received> inputs) {
        try {
            BatchOutcome outcome = planner.plan(state, commands, inputs, clock.instant(), transaction);
            outcome.deadLetters.stream().map(DeadLetters::letter).forEach(transaction::send);
            return outcome;
        } catch (RuntimeException e) {
            transaction.abort();
            throw e;
        }
    }

    /** Commits the offsets that no transaction has committed yet. */
    void commitOffsets() {
        if (offsets.isEmpty()) {
            return;
        }
        for (int attempt = 1; !commit(new Transaction(producer), attempt); attempt++) {
            LOG.debugf("Committing offsets again, attempt %d", attempt + 1);
        }
    }

    /** Whether it is committed; if not, it is certain that it is not. */
    private boolean commit(Transaction transaction, int attempt) {
        long start = System.nanoTime();
        try {
            transaction.commit(offsets, membership.get());
        } catch (Transaction.Aborted e) {
            metrics.aborted();
            LOG.warnf("A transaction is aborted (attempt %d of %d): %s", attempt, MAX_ATTEMPTS, e.getCause());
            if (attempt == MAX_ATTEMPTS) {
                throw new SteppedDown("The transaction aborted %d times.".formatted(MAX_ATTEMPTS), e.getCause());
            }
            return false;
        }
        offsets.clear();
        metrics.committed(System.nanoTime() - start);
        return true;
    }

    private void report(BatchOutcome outcome) {
        long nowMillis = clock.millis();
        outcome.answered.forEach(answer -> answer.command().answer().complete(answer.outcome()));
        for (BatchOutcome.Decided decided : outcome.decided) {
            metrics.decided(decided.signal(), decided.decision(), decided.nanos());
            if (decided.signal() instanceof Signal.IntentRequested && decided.decision() instanceof Decision.Changed) {
                decided.record().ifPresent(record -> metrics.answered(record.timestamp(), nowMillis));
            }
            log(decided, outcome.page);
        }
        int moved = outcome.movedOffFailures();
        if (moved > 0) {
            LOG.infof(
                    "%d connections move off links that are down; %d more are over such links",
                    moved, planner.movesWaiting() - moved);
        }
        metrics.movesWaiting(state.stranded().size());
        outcome.deadLetters.forEach(letter -> {
            metrics.deadLetter(letter.record().topic(), letter.reason());
            LOG.errorf(
                    "%s: the record with key %s at %d/%d goes to the dead letters: %s",
                    letter.record().topic(),
                    DeadLetters.shown(letter.record().key()),
                    letter.record().partition(),
                    letter.record().offset(),
                    letter.message());
        });
    }

    /** What is told again and again, and what happens to thousands at once, is no news of the log's. */
    private static void log(BatchOutcome.Decided decided, DecisionLog.Page page) {
        if (decided.signal() instanceof Signal.HealthJudged judged) {
            boolean news = decided.record().isPresent() && page.isNews(judged.connectionId());
            Logger.Level level = news ? Logger.Level.INFO : Logger.Level.DEBUG;
            switch (decided.decision()) {
                case Decision.Changed(var records) ->
                    LOG.logf(
                            level,
                            "Connection %s moves: %s",
                            judged.connectionId(),
                            records.getFirst().plan().orElseThrow().why().summary());
                case Decision.Ignored(var rail, var reason) -> LOG.logf(level, "No move (%s): %s", rail, reason);
            }
        }
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(2));
    }
}
