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
    private final Facts facts;
    private final Experience experience;
    private final Calendar calendar;
    private Topology topology;
    private Network network;

    /** Knows nothing. */
    public PlanningState() {
        this(null, new Facts(), new Calendar(), Topology.EMPTY, new Experience());
    }

    private PlanningState(
            PlanningState base, Facts facts, Calendar calendar, Topology topology, Experience experience) {
        this.base = base;
        this.facts = facts;
        this.calendar = calendar;
        this.topology = topology;
        this.experience = experience;
    }

    /** Knows the same and changes on its own. The original must not change while the fork is in use. */
    public PlanningState fork() {
        return new PlanningState(this, facts.fork(), calendar.fork(), topology, experience.fork());
    }

    /** Knows the same network under the same load, of no connection what it holds, and goes its own way from here. */
    public PlanningState copy() {
        PlanningState copy = new PlanningState(null, new Facts(), calendar.copy(), topology, experience.copy());
        copy.network = network().copy();
        return copy;
    }

    /** Knows which connections hold some of what the network carries already. Only on a copy. */
    public void know(Collection<PathRecord> connections) {
        connections.forEach(facts::write);
    }

    /** Takes the changes in their order. */
    public void apply(Collection<? extends Change> changes) {
        changes.forEach(this::apply);
    }

    /** Takes the change; one that is older than what is known changes nothing. */
    public void apply(Change change) {
        switch (change) {
            case Change.RecordWritten(PathRecord record) -> {
                Optional<PathRecord> before = book().find(record.connectionId());
                Network now = followed();
                if (facts.write(record)) {
                    rehold(now, before, Optional.of(record));
                    experience.read(topology, before, record, facts.measures());
                }
            }
            case Change.RecordForgotten(String connectionId) -> {
                Optional<PathRecord> before = book().find(connectionId);
                Network now = followed();
                facts.forget(connectionId);
                rehold(now, before, Optional.empty());
                experience.forget(topology, before);
            }
            case Change.TopologyChanged(List<VersionedElement> changed, List<ElementReference> removed) -> {
                topology = topology.with(changed, removed);
                network = null;
                if (base != null) {
                    network = build();
                }
            }
            case Change.LinkMeasured(LinkMeasure measure) -> {
                Network now = followed();
                if (facts.measure(measure)) {
                    experience.read(topology, measure);
                    if (now != null) {
                        now.measure(measure);
                    }
                }
            }
            case Change.MeasureForgotten(String linkId) -> {
                Network now = followed();
                facts.forgetMeasure(linkId);
                experience.forgetMeasure(topology, linkId);
                if (now != null) {
                    now.forgetMeasure(linkId);
                }
            }
            case Change.ReportSeen seen -> facts.see(seen);
        }
    }

    /** The network where it is built, as it is before the facts change: one that is not built yet reads them when it is. */
    private Network followed() {
        return base == null ? network : network();
    }

    private void rehold(Network now, Optional<PathRecord> before, Optional<PathRecord> after) {
        if (now != null && before.isPresent() && after.isPresent()) {
            after.get().reholdOn(now, before.get());
        } else if (now != null) {
            before.ifPresent(record -> record.releaseOn(now));
            after.ifPresent(record -> record.holdOn(now));
        }
        Map<String, Long> rises = calendar.replace(before, after);
        if (now != null) {
            now.hold(rises);
        }
    }

    /**
     * Takes changes as a fork of this has worked them out: all that the fork took, in its order. It comes to the same as
     * to apply them. The fork must not be used any more.
     */
    public void adopt(PlanningState fork, Collection<? extends Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case Change.RecordWritten(PathRecord record) -> facts.write(record);
                case Change.RecordForgotten(String connectionId) -> facts.forget(connectionId);
                case Change.TopologyChanged _ -> topology = fork.topology;
                case Change.LinkMeasured(LinkMeasure measure) -> facts.measure(measure);
                case Change.MeasureForgotten(String linkId) -> facts.forgetMeasure(linkId);
                case Change.ReportSeen seen -> facts.see(seen);
            }
        }
        experience.adopt(fork.experience);
        calendar.adopt(fork.calendar);
        network = fork.network == null ? network : fork.network;
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

    /** Whether there is any path now, as if the connection held nothing. */
    boolean possible(PathRecord connection, Demand demand, Set<String> refusedLinkIds) {
        Network now = network();
        connection.releaseOn(now);
        try {
            return PathFinder.possible(now, demand, refusedLinkIds);
        } finally {
            connection.holdOn(now);
        }
    }

    /** What is left over time; a copy. */
    public Outlook outlook() {
        return new Outlook(network().copy(), calendar.copy());
    }

    /** What is promised of the link at the worst of all times: held now or booked. */
    public long promisedBps(String linkId) {
        return book().reservedBps(linkId) + calendar.moreBps(linkId);
    }

    /** The keys of the intents that time alone changes now, those that wait longest first. Not on a fork. */
    public Set<String> due(Instant now) {
        return facts.due(now);
    }

    /** The connections in force over links that are down, the most important first; not to be changed. Not on a fork. */
    public NavigableSet<PathRecord> stranded() {
        return facts.stranded();
    }

    /** The links that are down, by what they measured last; not to be changed. Not on a fork. */
    public Set<String> downLinkIds() {
        return facts.downLinkIds();
    }

    /** The elements of the network. */
    public Topology topology() {
        return topology;
    }

    /** What is held for whom. Change it by applying changes only. */
    public ReservationBook book() {
        return facts.book();
    }

    /** What the link last measured, if anything. */
    public Optional<LinkMeasure> measure(String linkId) {
        return facts.measures().find(linkId);
    }

    /** The last of provisioning's reports on the connection that is known, or 0. */
    public long lastReport(String connectionId) {
        return facts.lastReport(connectionId);
    }

    /** What was moved of late. */
    public RecentMoves moves() {
        return experience.moves();
    }

    /** What providers say of their links, each taken as a whole. */
    public SourceWatch sources() {
        return experience.sources();
    }

    /** The links that come and go, onto which nothing is moved for its health. */
    public Set<String> dampedLinkIds() {
        return experience.flaps().damped(topology);
    }

    /** The topology under its load. Change it by applying changes only. */
    public Network network() {
        if (network == null) {
            network = base == null ? build() : base.network().copy();
        }
        return network;
    }

    private Network build() {
        book().sumUp();
        return Network.of(topology, this::promisedBps, linkId -> measure(linkId).orElse(null));
    }
}
