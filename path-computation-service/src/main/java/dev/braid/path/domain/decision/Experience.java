package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.network.Topology;
import dev.braid.path.domain.route.PathRecord;
import java.util.Optional;

/** What records and measures have told so far of moves, of the sources of measures, and of links that come and go. */
final class Experience {
    private final RecentMoves moves;
    private final SourceWatch sources;
    private final FlapMemory flaps;

    Experience() {
        this(new RecentMoves(), new SourceWatch(), new FlapMemory());
    }

    private Experience(RecentMoves moves, SourceWatch sources, FlapMemory flaps) {
        this.moves = moves;
        this.sources = sources;
        this.flaps = flaps;
    }

    /** Knows the same and learns on its own. The original must not change while the fork is in use. */
    Experience fork() {
        return new Experience(new RecentMoves(moves), sources.fork(), flaps.fork());
    }

    /** Knows which links come and go, and nothing else. */
    Experience copy() {
        return new Experience(new RecentMoves(), new SourceWatch(), flaps.copy());
    }

    /** Knows what the fork has learned since. */
    void adopt(Experience fork) {
        moves.adopt(fork.moves);
        sources.adopt(fork.sources);
        flaps.adopt(fork.flaps);
    }

    void read(Topology topology, Optional<PathRecord> before, PathRecord after, Layered<String, LinkMeasure> measures) {
        moves.replace(topology, before, Optional.of(after));
        sources.read(after);
        flaps.read(before, after, measures);
    }

    void forget(Topology topology, Optional<PathRecord> before) {
        moves.replace(topology, before, Optional.empty());
    }

    void read(Topology topology, LinkMeasure measure) {
        topology.link(measure.linkId()).ifPresent(link -> sources.read(link, measure));
        flaps.read(measure);
    }

    void forgetMeasure(Topology topology, String linkId) {
        topology.link(linkId).ifPresent(link -> sources.forget(link.providerId(), linkId));
        flaps.forget(linkId);
    }

    RecentMoves moves() {
        return moves;
    }

    SourceWatch sources() {
        return sources;
    }

    FlapMemory flaps() {
        return flaps;
    }
}
