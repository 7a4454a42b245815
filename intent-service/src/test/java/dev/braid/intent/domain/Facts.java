package dev.braid.intent.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Short hand for what others say about connections. */
final class Facts {
    static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private Facts() {}

    /** An intent that joins {@code ports} ports as a mesh. */
    static Intent mesh(int ports) {
        Map<String, Port> byId = new java.util.TreeMap<>();
        for (int i = 0; i < ports; i++) {
            String id = "p" + (char) ('a' + i);
            byId.put(id, new Port("acme", id, "", PortKind.SITE, "at-" + id, 1_000, TIME, Optional.empty()));
        }
        IntentSpec spec = new IntentSpec("", Shape.FULL_MESH, List.copyOf(byId.keySet()), "", 1_000, Verbatim.NOTHING);
        return Intent.submit(new IntentId("acme", "mesh"), spec, byId, TIME);
    }

    static PathFacts planned(long sequence, long generation, long revision) {
        return wanted(PathPhase.PLANNED, sequence, generation, revision, Optional.empty());
    }

    /** The newest generation was looked at and refused; the plan of an older one stays. */
    static PathFacts keptWithRejection(long sequence, long generation, long revision) {
        return wanted(PathPhase.ACTIVE, sequence, generation, revision, Optional.of(rejection(generation)));
    }

    private static PathFacts wanted(
            PathPhase phase, long sequence, long generation, long revision, Optional<Rejection> rejection) {
        var plan = new PathFacts.Plan(revision, generation, 1_000, 5_000 + revision, 7, "EUR");
        return new PathFacts(sequence, generation, phase, Optional.of(plan), rejection, List.of("atlas"));
    }

    static PathFacts rejected(long sequence, long generation) {
        return unwanted(PathPhase.REJECTED, sequence, generation, Optional.of(rejection(generation)));
    }

    static PathFacts releasing(long sequence, long generation) {
        return unwanted(PathPhase.RELEASING, sequence, generation, Optional.empty());
    }

    /** A provider refused every path of the generation; what was reserved is let go. */
    static PathFacts releasingWithRejection(long sequence, long generation) {
        return unwanted(PathPhase.RELEASING, sequence, generation, Optional.of(rejection(generation)));
    }

    static PathFacts releasedWithRejection(long sequence, long generation) {
        return unwanted(PathPhase.RELEASED, sequence, generation, Optional.of(rejection(generation)));
    }

    static PathFacts scheduled(long sequence, long generation) {
        return unwanted(PathPhase.SCHEDULED, sequence, generation, Optional.empty());
    }

    /** The newest generation was looked at and refused; what is booked for an older one stays. */
    static PathFacts scheduledWithRejection(long sequence, long generation) {
        return unwanted(PathPhase.SCHEDULED, sequence, generation, Optional.of(rejection(generation)));
    }

    static PathFacts released(long sequence, long generation) {
        return unwanted(PathPhase.RELEASED, sequence, generation, Optional.empty());
    }

    private static PathFacts unwanted(PathPhase phase, long sequence, long generation, Optional<Rejection> rejection) {
        return new PathFacts(sequence, generation, phase, Optional.empty(), rejection, List.of("atlas"));
    }

    private static Rejection rejection(long generation) {
        return new Rejection(generation, false, Verbatim.of(new byte[] {(byte) generation}));
    }

    static Carriage carries(long sequence, long revision, long generation) {
        return Carriage.NONE.active(sequence, revision, generation);
    }
}
