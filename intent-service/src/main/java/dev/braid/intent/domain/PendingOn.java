package dev.braid.intent.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * On whom outside an order waits, for what, and since when: the providers that wait for somebody, where any has said so,
 * and else all that are asked.
 *
 * @param expireTime when the last of them promises it, or gives up; absent where one of them says neither
 */
public record PendingOn(String party, String reason, Instant sinceTime, Optional<Instant> expireTime) {
    /** A mesh has thousands of legs. */
    private static final int MOST_NAMED = 3;

    static Optional<PendingOn> of(IntentState state, Instant since, Collection<Connection> connections) {
        List<WaitingLeg> legs = connections.stream()
                .flatMap(connection -> awaited(state, connection))
                .toList();
        return legs.isEmpty() ? asked(state, since, connections) : Optional.of(of(legs));
    }

    /** Of a connection that is let go, the ends of legs; of any other, all that is not: old legs keep nobody waiting. */
    private static Stream<WaitingLeg> awaited(IntentState state, Connection connection) {
        boolean letsGo = state == IntentState.TERMINATING || connection.state() == ConnectionState.RELEASING;
        boolean waits = letsGo
                || connection.state() == ConnectionState.PROVISIONING
                || connection.state() == ConnectionState.MOVING;
        return switch (state) {
            case PROVISIONING, TERMINATING ->
                connection.carriage().waiting().stream().filter(leg -> waits && leg.ends() == letsGo);
            case PLANNING, ACTIVE, REJECTED, TERMINATED, SCHEDULED, EXPIRED -> Stream.empty();
        };
    }

    private static PendingOn of(List<WaitingLeg> legs) {
        String named = legs.stream().limit(MOST_NAMED).map(WaitingLeg::toString).collect(Collectors.joining("; "));
        int more = legs.size() - MOST_NAMED;
        boolean promised = legs.stream().allMatch(leg -> leg.expireTime().isPresent());
        return new PendingOn(
                parties(legs.stream().map(WaitingLeg::providerId)),
                more > 0 ? "%s; and for %d more legs".formatted(named, more) : named,
                legs.stream()
                        .map(WaitingLeg::sinceTime)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                legs.stream()
                        .flatMap(leg -> leg.expireTime().stream())
                        .max(Comparator.naturalOrder())
                        .filter(_ -> promised));
    }

    private static Optional<PendingOn> asked(IntentState state, Instant since, Collection<Connection> connections) {
        return switch (state) {
            case PROVISIONING ->
                asked(
                        connections,
                        c -> c.isHeld() && c.state() != ConnectionState.ACTIVE,
                        "to act on %d of %d connections",
                        since);
            case TERMINATING -> asked(connections, Connection::isHeld, "to let go of %d of %d connections", since);
            case PLANNING, ACTIVE, REJECTED, TERMINATED, SCHEDULED, EXPIRED -> Optional.empty();
        };
    }

    private static Optional<PendingOn> asked(
            Collection<Connection> connections, Predicate<Connection> waits, String reason, Instant since) {
        List<Connection> waiting = connections.stream().filter(waits).toList();
        String providers = parties(
                waiting.stream().flatMap(c -> c.path().stream()).flatMap(facts -> facts.providerIds().stream()));
        return providers.isEmpty()
                ? Optional.empty()
                : Optional.of(new PendingOn(
                        providers, reason.formatted(waiting.size(), connections.size()), since, Optional.empty()));
    }

    private static String parties(Stream<String> providerIds) {
        return providerIds.distinct().sorted().collect(Collectors.joining(", "));
    }
}
