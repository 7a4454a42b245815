package dev.braid.provisioning.rollout;

import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Connection;
import java.time.Duration;
import java.util.List;

/** What one turn of a worker on a connection decided and stored. */
sealed interface Turn {
    /** Send these, and take another turn with the answers. */
    record Go(List<Command> commands, Connection connection, boolean passedGate) implements Turn {}

    /** Nothing to do now; look again after that time. */
    record Rest(Connection connection, Duration dueIn, boolean atGate) implements Turn {}

    /** Another worker has the connection. */
    record Lost() implements Turn {}
}
