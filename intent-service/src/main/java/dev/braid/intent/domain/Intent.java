package dev.braid.intent.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a tenant wants of the network, and where that stands. A value: each change makes another one. */
public record Intent(
        IntentId id,
        IntentSpec spec,
        long generation,
        boolean terminateAsked,
        IntentState state,
        Instant stateTime,
        long activeGeneration,
        List<Connection> connections,
        Instant createTime,
        Instant updateTime,
        long version) {
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    public Intent {
        connections = List.copyOf(connections);
    }

    /** A first generation that joins the ports, of which {@code ports} holds every one. */
    public static Intent submit(IntentId id, IntentSpec spec, Map<String, Port> ports, Instant now) {
        List<Connection> connections = new ArrayList<>();
        for (Ends ends : spec.connections()) {
            int ordinal = connections.size() + 1;
            connections.add(new Connection(
                    id.connectionId(ordinal),
                    ordinal,
                    ends,
                    ports.get(ends.aPortId()).locationId(),
                    ports.get(ends.zPortId()).locationId(),
                    Optional.empty(),
                    Carriage.NONE,
                    Optional.empty()));
        }
        return new Intent(id, spec, 1, false, IntentState.PLANNING, now, 0, connections, now, now, 1);
    }

    /** The intent after the tenant changed its mind: a new generation only when the network must give something else. */
    public Intent change(IntentSpec newSpec, Instant now) {
        if (newSpec.equals(spec)) {
            return this;
        }
        return derive(newSpec, newSpec.asksOtherThan(spec) ? generation + 1 : generation, false, connections, now);
    }

    /** The intent after the tenant let go of it. The end is a generation of its own; a second one changes nothing. */
    public Intent terminate(Instant now) {
        return terminateAsked ? this : derive(spec, generation + 1, true, connections, now);
    }

    /** What an answer of path computation means. */
    public Step onPath(int ordinal, PathFacts facts, Instant now) {
        Connection connection = connection(ordinal);
        long known = connection.path().map(PathFacts::sequence).orElse(0L);
        return facts.sequence() <= known
                ? stale("path", facts.sequence(), known)
                : replace(connection, connection.with(facts), now);
    }

    /** What a report of provisioning means; the carriage is what the connection carries from now on. */
    public Step onCarriage(int ordinal, Carriage carriage, Instant now) {
        Connection connection = connection(ordinal);
        long known = connection.carriage().sequence();
        return carriage.sequence() <= known
                ? stale("provisioning", carriage.sequence(), known)
                : replace(connection, connection.with(carriage), now);
    }

    /** What a judgement of telemetry means. One on a plan that was left already is late. */
    public Step onJudgement(int ordinal, Judgement judgement, Instant now) {
        Connection connection = connection(ordinal);
        Optional<Instant> known = connection.judgement().map(Judgement::judgeTime);
        // What was judged in a future that the clock then left does not stand until that comes.
        boolean believed = known.isPresent() && !known.get().isAfter(now.plus(CLOCK_SKEW));
        if (believed && !judgement.judgeTime().isAfter(known.get())) {
            return new Step.Ignored(
                    "a judgement of %s is not newer than %s".formatted(judgement.judgeTime(), known.get()));
        }
        if (judgement.revision() < connection.carriage().activeRevision()) {
            return stale(
                    "judged revision",
                    judgement.revision(),
                    connection.carriage().activeRevision());
        }
        return replace(connection, connection.with(judgement), now);
    }

    /** The connection of that number. */
    public Connection connection(int ordinal) {
        return find(ordinal)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The intent %s has %d connections, not %d.".formatted(id.key(), connections.size(), ordinal)));
    }

    /** The connection of that number, if the intent has so many. */
    public Optional<Connection> find(int ordinal) {
        return ordinal >= 1 && ordinal <= connections.size()
                ? Optional.of(connections.get(ordinal - 1))
                : Optional.empty();
    }

    /** Why the newest generation is not given: the true cause rather than that of a sibling. */
    public Optional<Rejection> rejection() {
        if (terminateAsked) {
            return Optional.empty();
        }
        List<Rejection> rejections = connections.stream()
                .flatMap(c -> c.rejectionOf(generation).stream())
                .toList();
        return rejections.stream()
                .filter(r -> !r.isSibling())
                .findFirst()
                .or(() -> rejections.stream().findFirst());
    }

    /** Whether the promises are kept: the worst of the connections. */
    public Health health() {
        return Health.worst(connections.stream().map(Connection::health).toList());
    }

    /** On whom outside it waits. */
    public Optional<PendingOn> pendingOn() {
        return PendingOn.of(state, stateTime, connections);
    }

    private static Step stale(String what, long given, long known) {
        return new Step.Ignored("%s %d is not newer than %d".formatted(what, given, known));
    }

    private Step replace(Connection before, Connection after, Instant now) {
        List<Connection> next = new ArrayList<>(connections);
        next.set(after.ordinal() - 1, after);
        Intent moved = derive(spec, generation, terminateAsked, next, now);
        boolean same = moved.state == state
                && moved.activeGeneration == activeGeneration
                && moved.pendingOn().equals(pendingOn())
                && after.appearance().equals(before.appearance());
        return same ? new Step.Noted(after) : new Step.Moved(moved, after);
    }

    private Intent derive(
            IntentSpec newSpec, long newGeneration, boolean ends, List<Connection> newConnections, Instant now) {
        Instant time = now.isAfter(updateTime) ? now : updateTime;
        var standing = IntentLifecycle.standing(
                new IntentLifecycle.Order(newGeneration, ends, activeGeneration), newConnections);
        return new Intent(
                id,
                newSpec,
                newGeneration,
                ends,
                standing.state(),
                standing.state() == state ? stateTime : time,
                standing.activeGeneration(),
                newConnections,
                createTime,
                time,
                version + 1);
    }
}
