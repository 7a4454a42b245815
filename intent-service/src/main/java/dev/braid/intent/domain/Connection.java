package dev.braid.intent.domain;

import java.util.List;
import java.util.Optional;

/** One A-end to Z-end member of an intent, and what the other services last said about it. */
public record Connection(
        String connectionId,
        int ordinal,
        Ends ends,
        String aLocationId,
        String zLocationId,
        Optional<PathFacts> path,
        Carriage carriage,
        Optional<Judgement> judgement) {

    /** Where it stands. The facts come over different topics, so every combination has an answer. */
    public ConnectionState state() {
        if (path.isEmpty()) {
            return carriage.isActive() ? ConnectionState.ACTIVE : ConnectionState.PLANNING;
        }
        return switch (path.get().phase()) {
            case PLANNED, ACTIVE -> planned(path.get().plan().orElseThrow());
            case RELEASING -> ConnectionState.RELEASING;
            case RELEASED -> carriage.isActive() ? ConnectionState.RELEASING : ConnectionState.RELEASED;
            case REJECTED -> carriage.isActive() ? ConnectionState.RELEASING : ConnectionState.REJECTED;
            case SCHEDULED -> carriage.isActive() ? ConnectionState.RELEASING : ConnectionState.SCHEDULED;
        };
    }

    private ConnectionState planned(PathFacts.Plan plan) {
        if (!carriage.isActive()) {
            return ConnectionState.PROVISIONING;
        }
        return carriage.activeRevision() >= plan.revision() ? ConnectionState.ACTIVE : ConnectionState.MOVING;
    }

    /** Whether bandwidth is held for it, as far as is known here. */
    public boolean isHeld() {
        return carriage.isActive()
                || path.filter(facts -> facts.phase().isHeld()).isPresent();
    }

    /** Whether bandwidth is booked for it and not held. */
    public boolean isBooked() {
        return path.filter(facts -> facts.phase() == PathPhase.SCHEDULED).isPresent();
    }

    /** Whether path computation has looked at this generation and wants nothing of it now, and nothing is carried. */
    public boolean isIdle(long generation) {
        return !carriage.isActive()
                && isAnswered(generation)
                && path.filter(facts -> facts.phase().isWanted()).isEmpty();
    }

    /** Whether path computation has looked at this generation. */
    public boolean isAnswered(long generation) {
        return path.filter(facts -> facts.generation() >= generation).isPresent();
    }

    /** Why this generation has no plan here, if it has none. */
    public Optional<Rejection> rejectionOf(long generation) {
        return path.filter(facts -> facts.generation() >= generation).flatMap(PathFacts::rejection);
    }

    /** Whether its promises are kept; what carries nothing is not measured. */
    public Health health() {
        return carriage.isActive() ? judgement.map(Judgement::health).orElse(Health.UNMEASURED) : Health.UNMEASURED;
    }

    /** The newest figure of what carries traffic, in microseconds; 0 before the first. */
    public long measuredLatencyUs() {
        return carriage.isActive() ? judgement.map(Judgement::measuredLatencyUs).orElse(0L) : 0;
    }

    Connection with(PathFacts facts) {
        return new Connection(
                connectionId, ordinal, ends, aLocationId, zLocationId, Optional.of(facts), carriage, judgement);
    }

    Connection with(Carriage newCarriage) {
        return new Connection(connectionId, ordinal, ends, aLocationId, zLocationId, path, newCarriage, judgement);
    }

    Connection with(Judgement newJudgement) {
        return new Connection(
                connectionId, ordinal, ends, aLocationId, zLocationId, path, carriage, Optional.of(newJudgement));
    }

    /** What a tenant sees of it; facts that change nothing here are no change of the intent. */
    Appearance appearance() {
        return new Appearance(
                state(),
                carriage.activeRevision(),
                path.flatMap(PathFacts::plan),
                path.flatMap(PathFacts::rejection),
                health(),
                measuredLatencyUs(),
                carriage.waiting());
    }

    /** The visible part. */
    record Appearance(
            ConnectionState state,
            long activeRevision,
            Optional<PathFacts.Plan> plan,
            Optional<Rejection> rejection,
            Health health,
            long measuredLatencyUs,
            List<WaitingLeg> waiting) {}
}
