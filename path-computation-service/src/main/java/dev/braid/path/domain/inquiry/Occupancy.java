package dev.braid.path.domain.inquiry;

import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.Outlook;
import dev.braid.path.domain.route.PathFinder;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What connections that are placed anew take of a network, each for as long as its plan in force would have served. */
final class Occupancy {
    private static final Occasion OCCASION = Occasion.of(Cause.LINK_FAILED);

    private final Outlook outlook;

    /** Takes the outlook over. */
    Occupancy(Outlook outlook) {
        this.outlook = outlook;
    }

    /** Of each link of the network is left what is left at the worst of all times, until something is looked for. */
    void atAllTimes() {
        outlook.at(List.of(Interval.ALWAYS));
    }

    /** The best plan for the demand at the times at which the connection serves, if there is one. */
    Optional<Plan> find(PathRecord connection, Demand demand) {
        return PathFinder.find(outlook.at(times(connection)), demand, connection.refusedLinkIds(), OCCASION);
    }

    /** What the connection would get. */
    Answer answer(PathRecord connection) {
        return PathFinder.answer(
                outlook.at(times(connection)), connection.demand(), connection.refusedLinkIds(), OCCASION);
    }

    /** As long as the plan in force serves. */
    private static List<Interval> times(PathRecord connection) {
        return List.of(connection
                .plan()
                .orElseThrow()
                .occurrence()
                .map(time -> Interval.until(time.end()))
                .orElse(Interval.ALWAYS));
    }

    /** Lets go of all that it holds now; what is booked for later stays booked. */
    void letGo(PathRecord connection) {
        outlook.without(List.of(connection)).with(List.of(idle(connection)));
    }

    /** Holds the way in place of the plan that was let go, as long as that would have served. */
    void hold(PathRecord connection, Plan next) {
        PathRecord idle = idle(connection);
        Plan current = connection.plan().orElseThrow();
        Plan wanted = next.numbered(0, current.generation()).at(current.occurrence());
        outlook.without(List.of(idle))
                .with(List.of(idle.draft(Instant.EPOCH).want(wanted).record()));
    }

    /** What is booked for later and nothing else. */
    private static PathRecord idle(PathRecord connection) {
        return connection.draft(Instant.EPOCH).rest().released().record();
    }

    /** The same plan over some of its hops alone. */
    static Plan over(List<Hop> hops, Plan plan) {
        return new Plan(
                plan.revision(),
                plan.generation(),
                hops,
                plan.bandwidthBps(),
                plan.expectedLatencyUs(),
                plan.priceMicrosPerHour(),
                plan.currencyCode(),
                plan.why(),
                Optional.empty(),
                plan.occurrence());
    }
}
