package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Network;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** A network seen through times: of each link is left what is left at every moment of them. At first of all times. */
public final class Outlook {
    private final Network network;
    private final Calendar calendar;

    /** What of each link's timeline is counted in the network now; where nothing is said, its peak. */
    private final Map<String, Long> countedBps = new HashMap<>();

    /**
     * Takes both over and changes them.
     *
     * @param network of its links is left what is left at the worst of all times
     */
    public Outlook(Network network, Calendar calendar) {
        this.network = network;
        this.calendar = calendar;
    }

    /** The network at these times, until this looks at others. */
    public Network at(List<Interval> times) {
        turnTo(times);
        return network;
    }

    /** Looks at these times from here on; whether more is left of some link than was before. */
    boolean turnTo(List<Interval> times) {
        return turn(line -> times.stream().mapToLong(line::peakBps).max().orElse(0));
    }

    /** The network as if of each link were left what is left at the best of all times. */
    Network atBest() {
        turn(Timeline::leastBps);
        return network;
    }

    private boolean turn(ToLongFunction<Timeline> view) {
        Map<String, Long> freed = new HashMap<>();
        calendar.forEach((linkId, line) -> {
            long seen = view.applyAsLong(line);
            long before = countedBps.getOrDefault(linkId, line.peakBps());
            if (seen != before) {
                countedBps.put(linkId, seen);
                freed.put(linkId, before - seen);
            }
        });
        network.release(freed);
        return freed.values().stream().anyMatch(more -> more > 0);
    }

    Network network() {
        return network;
    }

    /** Every time after the one and until the other from which on less is reserved somewhere. */
    NavigableSet<Instant> drops(Instant after, Instant until) {
        return calendar.drops(after, until);
    }

    /** The calendar behind it. */
    Calendar calendar() {
        return calendar;
    }

    /** The same times over a network of its own, of whose links the same is left at the worst of all times. */
    public Outlook over(Network other) {
        return new Outlook(other, calendar.copy());
    }

    /** The same and what the connections take, now and later. Looks at all times from here on. */
    public Outlook with(Collection<PathRecord> connections) {
        turnTo(List.of(Interval.ALWAYS));
        for (PathRecord connection : connections) {
            network.hold(connection.holdings());
            network.hold(calendar.replace(Optional.empty(), Optional.of(connection)));
        }
        countedBps.clear();
        return this;
    }

    /** The same as if the connections took nothing. Looks at all times from here on. */
    public Outlook without(Collection<PathRecord> connections) {
        turnTo(List.of(Interval.ALWAYS));
        for (PathRecord connection : connections) {
            network.release(connection.holdings());
            network.hold(calendar.replace(Optional.of(connection), Optional.empty()));
        }
        countedBps.clear();
        return this;
    }
}
