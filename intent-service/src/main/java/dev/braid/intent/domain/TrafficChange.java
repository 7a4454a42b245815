package dev.braid.intent.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * What a change of a connection would mean for its traffic.
 *
 * @param carries whether traffic flows now
 * @param ends whether what carries it is let go with nothing ready to take its place
 * @param moves whether it would take another way
 * @param legs of the new path
 */
public record TrafficChange(boolean carries, boolean ends, boolean moves, List<Leg> legs) {
    public TrafficChange {
        legs = List.copyOf(legs);
    }

    /**
     * What is done with a leg.
     *
     * @param underTraffic whether the working path takes it, now or then; what only stands ready carries nothing
     * @param ordered whether it is a new order: traffic moves into it
     * @param modification what changing the order does to the traffic in it
     */
    public record Leg(boolean underTraffic, boolean ordered, Outage modification) {
        private Outage outage() {
            if (!underTraffic) {
                return Outage.NONE;
            }
            return ordered ? Outage.HITLESS : modification;
        }
    }

    /** What it does to the traffic. */
    public Outage outage() {
        if (!carries) {
            return Outage.NONE;
        }
        if (ends) {
            return Outage.REBUILD;
        }
        List<Outage> outages = new ArrayList<>(legs.stream().map(Leg::outage).toList());
        outages.add(moves ? Outage.HITLESS : Outage.NONE);
        return Outage.worst(outages);
    }
}
