package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A network seen through times: of each link is left what is left at every moment of them. */
public final class Outlook {
    private final Network network;
    private final Calendar calendar;
    private final Map<String, Long> countedBps = new HashMap<>();

    /**
     * Of all times.
     *
     * @param network taken over: it is changed, so give a copy; of its links is left what is left at the worst of all
     *     times of the calendar
     */
    public Outlook(Network network, Calendar calendar) {
        this.network = network;
        this.calendar = calendar;
    }

    /** Looks at these times from here on; whether more is left of some link than was before. */
    public boolean turnTo(List<Interval> times) {
        Map<String, Long> freed = new HashMap<>();
        calendar.forEach((linkId, line) -> {
            long most = times.stream().mapToLong(line::peakBps).max().orElse(0);
            long counted = countedBps.getOrDefault(linkId, line.peakBps());
            if (most != counted) {
                countedBps.put(linkId, most);
                freed.put(linkId, counted - most);
            }
        });
        network.release(freed);
        return freed.values().stream().anyMatch(more -> more > 0);
    }

    /** The network at these times, until it looks at others. */
    public Network at(List<Interval> times) {
        turnTo(times);
        return network;
    }

    /** The network as it is seen now. */
    public Network network() {
        return network;
    }
}
