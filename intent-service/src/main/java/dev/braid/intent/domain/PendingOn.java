package dev.braid.intent.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** On whom outside an order waits, for what, and since when. */
public record PendingOn(String party, String reason, Instant sinceTime) {

    static Optional<PendingOn> of(IntentState state, Instant since, Collection<Connection> connections) {
        return switch (state) {
            case PROVISIONING ->
                waiting(
                        connections,
                        c -> c.isHeld() && c.state() != ConnectionState.ACTIVE,
                        "to act on %d of %d connections",
                        since);
            case TERMINATING -> waiting(connections, Connection::isHeld, "to let go of %d of %d connections", since);
            case PLANNING, ACTIVE, REJECTED, TERMINATED, SCHEDULED, EXPIRED -> Optional.empty();
        };
    }

    private static Optional<PendingOn> waiting(
            Collection<Connection> connections, Predicate<Connection> waits, String reason, Instant since) {
        List<Connection> waiting = connections.stream().filter(waits).toList();
        List<String> providers = waiting.stream()
                .flatMap(c -> c.path().stream())
                .flatMap(facts -> facts.providerIds().stream())
                .distinct()
                .sorted()
                .toList();
        return providers.isEmpty()
                ? Optional.empty()
                : Optional.of(new PendingOn(
                        String.join(", ", providers), reason.formatted(waiting.size(), connections.size()), since));
    }
}
