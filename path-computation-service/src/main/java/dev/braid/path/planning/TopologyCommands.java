package dev.braid.path.planning;

import dev.braid.path.domain.network.TopologyChange;
import dev.braid.path.domain.network.TopologyOutcome;
import dev.braid.platform.errors.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The way of a topology change to the writer: it is answered when it is committed, or when it is certain not to be. */
@ApplicationScoped
public class TopologyCommands {
    private static final int MAX_WAITING = 100;

    private final LiveState live;
    private final BlockingQueue<TopologyCommand> waiting = new ArrayBlockingQueue<>(MAX_WAITING);

    TopologyCommands(LiveState live) {
        this.live = live;
    }

    /** A change that waits for the writer. */
    record TopologyCommand(TopologyChange change, boolean validateOnly, CompletableFuture<TopologyOutcome> answer) {}

    /** Hands the change to the writer, if this replica is the one. */
    public CompletionStage<TopologyOutcome> submit(TopologyChange change, boolean validateOnly) {
        TopologyCommand command = new TopologyCommand(change, validateOnly, new CompletableFuture<>());
        if (live.role() != Role.WRITER) {
            throw notWriter();
        }
        if (!waiting.offer(command)) {
            throw Refusal.resourceExhausted(
                    "TOO_MANY_CHANGES", "%d changes of the topology wait already.".formatted(MAX_WAITING));
        }
        // The writer may have stepped down since the check above, and then nobody takes the command.
        if (live.role() != Role.WRITER && waiting.remove(command)) {
            throw notWriter();
        }
        return command.answer();
    }

    private static Refusal notWriter() {
        return Refusal.unavailable(
                "This replica is a standby: topology changes go to the replica that is the writer. Ask again.");
    }

    List<TopologyCommand> take() {
        List<TopologyCommand> taken = new ArrayList<>();
        waiting.drainTo(taken);
        return taken;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Nobody is going to take what waits. */
    void giveUp() {
        take().forEach(TopologyCommands::giveUp);
    }

    static void giveUp(TopologyCommand command) {
        command.answer()
                .completeExceptionally(
                        Refusal.unavailable(
                                "The writer stepped down; the change may have been made. Apply it again: what is equal changes nothing."));
    }
}
