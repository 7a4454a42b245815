package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.network.Topology;
import dev.braid.path.domain.network.VersionedElement;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Calendar;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.Outlook;
import dev.braid.path.domain.route.PathFinder;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.ReservationBook;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/**
 * All that path computation knows: topology, measures, and the reservation book. It is a function of the changes that
 * were applied, so a replica that reads them from the topics knows the same as the one that decided them. A fork keeps
 * its changes apart: what is computed on it is forgotten with it.
 */
public final class PlanningState {
    private final PlanningState base;
    private final ReservationBook book;
    private final Layered<String, LinkMeasure> measures;
    private final Layered<String, Long> reportsSeen;
    private final RecentMoves moves;
    private final SourceWatch sources;
    private final FlapMemory flaps;
    private final Calendar calendar;
    private final Agenda agenda;
    private final StrandedConnections stranded;
    private Topology topology;
    private Network network;

    /** Knows nothing. */
    public PlanningState() {
        this(null, new ReservationBook(), new Calendar(), Topology.EMPTY, new FlapMemory());
    }

    private PlanningState(
            PlanningState base, ReservationBook book, Calendar calendar, Topology topology, FlapMemory flaps) {
        this.base = base;
        this.book = book;
        this.calendar = calendar;
        this.topology = topology;
        this.flaps = flaps;
        measures = base == null ? new Layered<>() : base.measures.fork();
        reportsSeen = base == null ? new Layered<>() : base.reportsSeen.fork();
        moves = base == null ? new RecentMoves() : new RecentMoves(base.moves);
        sources = base == null ? new SourceWatch() : base.sources.fork();
        agenda = base == null ? new Agenda() : null;
        stranded = base == null ? new StrandedConnections() : null;
    }

    /** Knows the same and changes on its own. The original must not change while the fork is in use. */
    public PlanningState fork() {
        return new PlanningState(this, book.fork(), calendar.fork(), topology, flaps.fork());
    }

    /** Knows the same network under the same load, of no connection what it holds, and goes its own way from here. */
    public PlanningState copy() {
        PlanningState copy = new PlanningState(null, new ReservationBook(), calendar.copy(), topology, flaps.copy());
        copy.network = network().copy();
        return copy;
    }

    /** Knows which connections hold some of what the network carries already. Only on a copy. */
    public void know(Collection<PathRecord> connections) {
        connections.forEach(book::put);
        connections.forEach(record -> agenda.replace(Optional.empty(), Optional.of(record)));
    }

    /** Takes the changes in their order. */
    public void apply(Collection<? extends Change> changes) {
        changes.forEach(this::apply);
    }

    /** Takes the change; one that is older than what is known changes nothing. */
    public void apply(Change change) {
        switch (change) {
            case Change.RecordWritten(PathRecord record) -> write(record);
            case Change.RecordForgotten(String connectionId) -> forget(connectionId);
            case Change.TopologyChanged(List<VersionedElement> changed, List<ElementReference> removed) -> {
                topology = topology.with(changed, removed);
                network = null;
                if (base != null) {
                    network = build();
                }
            }
            case Change.LinkMeasured(LinkMeasure measure) -> measure(measure);
            case Change.MeasureForgotten(String linkId) -> {
                Network now = base == null ? network : network();
                measures.remove(linkId);
                if (stranded != null) {
                    stranded.forget(linkId);
                }
                topology.link(linkId).ifPresent(link -> sources.forget(link.providerId(), linkId));
                flaps.forget(linkId);
                if (now != null) {
                    now.forgetMeasure(linkId);
                }
            }
            case Change.ReportSeen(String connectionId, long sequence) ->
                reportsSeen.put(connectionId, Math.max(sequence, lastReport(connectionId)));
        }
    }

    private void write(PathRecord record) {
        Optional<PathRecord> old = book.find(record.connectionId());
        if (old.isPresent() && old.get().sequence() >= record.sequence()) {
            return;
        }
        rehold(old, Optional.of(record));
        reschedule(old, Optional.of(record));
        book.put(record);
        moves.replace(topology, old, Optional.of(record));
        sources.read(record);
        flaps.read(old, record, measures);
    }

    private void forget(String connectionId) {
        Optional<PathRecord> old = book.find(connectionId);
        rehold(old, Optional.empty());
        reschedule(old, Optional.empty());
        moves.replace(topology, old, Optional.empty());
        book.remove(connectionId);
    }

    /** Before the book changes: a network that is not built yet reads the book when it is. */
    private void rehold(Optional<PathRecord> before, Optional<PathRecord> after) {
        Network now = base == null ? network : network();
        if (now != null && before.isPresent() && after.isPresent()) {
            after.get().reholdOn(now, before.get());
        } else if (now != null) {
            before.ifPresent(record -> record.releaseOn(now));
            after.ifPresent(record -> record.holdOn(now));
        }
    }

    private void reschedule(Optional<PathRecord> before, Optional<PathRecord> after) {
        Map<String, Long> rises = calendar.replace(before, after);
        if (network != null) {
            network.hold(rises);
        }
        if (agenda != null) {
            agenda.replace(before, after);
        }
        if (stranded != null) {
            stranded.replace(before, after);
        }
    }

    private void measure(LinkMeasure measure) {
        Optional<LinkMeasure> known = measures.find(measure.linkId());
        if (known.isPresent() && !measure.measureTime().isAfter(known.get().measureTime())) {
            return;
        }
        Network now = base == null ? network : network();
        measures.put(measure.linkId(), measure);
        if (stranded != null) {
            stranded.read(measure);
        }
        topology.link(measure.linkId()).ifPresent(link -> sources.read(link, measure));
        flaps.read(measure);
        if (now != null) {
            now.measure(measure);
        }
    }

    /** Looks for a path as if the connection held nothing. */
    public Answer answer(PathRecord connection, Demand demand, Set<String> refusedLinkIds, Occasion occasion) {
        Network now = network();
        connection.releaseOn(now);
        try {
            return PathFinder.answer(now, demand, refusedLinkIds, occasion);
        } finally {
            connection.holdOn(now);
        }
    }

    /**
     * Looks for a path that has room at all of the times, as if the connection held nothing.
     *
     * @param connection as it is known here
     */
    public Answer answer(
            PathRecord connection, Demand demand, List<Interval> times, Set<String> refusedLinkIds, Occasion occasion) {
        return times.equals(List.of(Interval.ALWAYS)) && !connection.isWindowed()
                ? answer(connection, demand, refusedLinkIds, occasion)
                : PathFinder.answer(outlook().without(List.of(connection)).at(times), demand, refusedLinkIds, occasion);
    }

    /** What is left over time; a copy. */
    public Outlook outlook() {
        return new Outlook(network().copy(), calendar.copy());
    }

    /** What is promised of the link at the worst of all times: held now or booked. */
    public long promisedBps(String linkId) {
        return book.reservedBps(linkId) + calendar.moreBps(linkId);
    }

    /** The keys of the intents that time alone changes now, those that wait longest first. Not on a fork. */
    public Set<String> due(Instant now) {
        return agenda.due(now);
    }

    /** The connections in force over links that are down, the most important first; not to be changed. Not on a fork. */
    public NavigableSet<PathRecord> stranded() {
        return stranded.of(book);
    }

    /** The links that are down, by what they measured last; not to be changed. Not on a fork. */
    public Set<String> downLinkIds() {
        return stranded.downLinkIds();
    }

    /** The elements of the network. */
    public Topology topology() {
        return topology;
    }

    /** What is held for whom. Change it by applying changes only. */
    public ReservationBook book() {
        return book;
    }

    /** What the link last measured, if anything. */
    public Optional<LinkMeasure> measure(String linkId) {
        return measures.find(linkId);
    }

    /** The last of provisioning's reports on the connection that is known, or 0. */
    public long lastReport(String connectionId) {
        return reportsSeen.find(connectionId).orElse(0L);
    }

    /** What was moved of late. */
    public RecentMoves moves() {
        return moves;
    }

    /** What providers say of their links, each taken as a whole. */
    public SourceWatch sources() {
        return sources;
    }

    /** The links that come and go, onto which nothing is moved for its health. */
    public Set<String> dampedLinkIds() {
        return flaps.damped(topology);
    }

    /** The topology under its load. Change it by applying changes only. */
    public Network network() {
        if (network == null) {
            network = base == null ? build() : base.network().copy();
        }
        return network;
    }

    private Network build() {
        book.sumUp();
        return Network.of(
                topology, this::promisedBps, linkId -> measures.find(linkId).orElse(null));
    }
}
