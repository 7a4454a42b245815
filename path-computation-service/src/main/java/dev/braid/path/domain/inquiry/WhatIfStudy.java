package dev.braid.path.domain.inquiry;

import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Calendar;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.Inquiry;
import dev.braid.path.domain.route.Outlook;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;

/**
 * Works out what would be, exactly as one connection after the other would be served. A connection of which no path
 * stands has let go of everything before the first one is looked for; one that has a path left holds all until it has
 * moved. One with a window looks for a path until its window ends; what is booked for later stays booked where it is.
 */
public final class WhatIfStudy {
    private final Snapshot snapshot;
    private final WhatIf asked;
    private final Runnable checkpoint;
    private final Supposition supposed;
    private final Network then;
    private final Occupancy occupancy;
    private final PriorityQueue<Impact> worst = new PriorityQueue<>(Impact.WORST_FIRST.reversed());
    private final int[] counts = new int[Impact.Kind.values().length];
    private int dearerCount;
    private long priceBefore;
    private long priceAfter;

    private WhatIfStudy(Snapshot snapshot, WhatIf asked, Runnable checkpoint) {
        this.snapshot = snapshot;
        this.asked = asked;
        this.checkpoint = checkpoint;
        this.supposed = Supposition.of(snapshot.network(), asked);
        this.then = supposed.network();
        this.occupancy = new Occupancy(snapshot.outlook().over(then));
    }

    /**
     * The answer; the snapshot stays as it is.
     *
     * @param checkpoint called between two connections; ends the study by throwing
     */
    public static Consequences consequences(Snapshot snapshot, WhatIf asked, Runnable checkpoint) {
        return new WhatIfStudy(snapshot, asked, checkpoint).consequences();
    }

    private Consequences consequences() {
        double fullestBefore = snapshot.network().maxUtilisation();
        List<PathRecord> hit = new ArrayList<>();
        for (PathRecord connection : snapshot.connections()) {
            checkpoint.run();
            if (!supposed.failedPairs().isEmpty() && isHit(plan(connection).allHops())) {
                hit.add(connection);
            } else {
                stay(connection);
            }
        }
        hit.sort(Impact.BY_IMPORTANCE);
        for (PathRecord connection : hit) {
            checkpoint.run();
            if (standing(plan(connection)).isEmpty()) {
                occupancy.letGo(connection);
            }
        }
        for (PathRecord connection : hit) {
            checkpoint.run();
            reroute(connection);
        }
        occupancy.atAllTimes();
        List<Answer> demands = demands();
        return new Consequences(
                worst.stream().sorted(Impact.WORST_FIRST).toList(),
                count(Impact.Kind.BREAKS),
                count(Impact.Kind.LOSES_PROTECTION),
                count(Impact.Kind.MOVES),
                dearerCount,
                priceBefore,
                priceAfter,
                fullestBefore,
                then.maxUtilisation(),
                demands);
    }

    private int count(Impact.Kind kind) {
        return counts[kind.ordinal()];
    }

    private static Plan plan(PathRecord connection) {
        return connection.plan().orElseThrow();
    }

    private boolean isHit(List<Hop> hops) {
        for (Hop hop : hops) {
            OptionalInt arc = then.index().arc(hop.linkId());
            if (arc.isPresent()
                    && supposed.failedPairs().get(then.index().graph().pair(arc.getAsInt()))) {
                return true;
            }
        }
        return false;
    }

    /** The path of the plan that nothing failed on, the working one first; empty where both or the only one failed. */
    private List<Hop> standing(Plan plan) {
        if (!isHit(plan.hops())) {
            return plan.hops();
        }
        return plan.protection()
                .map(protection -> protection.hops())
                .filter(hops -> !isHit(hops))
                .orElse(List.of());
    }

    private void stay(PathRecord connection) {
        Plan plan = plan(connection);
        long before = Placing.priceMicrosPerHour(plan, snapshot.network());
        long after = asked.priceChanges().isEmpty() ? before : Placing.priceMicrosPerHour(plan, then);
        priceBefore += before;
        priceAfter += after;
        if (after > before) {
            add(new Impact(
                    connection,
                    Impact.Kind.COSTS_MORE,
                    Placing.of(plan, snapshot.network()),
                    Optional.of(Placing.of(plan, then)),
                    Optional.empty()));
        }
    }

    private void reroute(PathRecord connection) {
        Plan plan = plan(connection);
        List<Hop> standing = standing(plan);
        Placing before = Placing.of(plan, snapshot.network());
        priceBefore += before.priceMicrosPerHour();
        if (!standing.isEmpty()) {
            occupancy.letGo(connection);
        }
        Optional<Plan> next = occupancy.find(connection, connection.demand());
        if (next.isPresent()) {
            occupancy.hold(connection, next.get());
            settle(connection, Impact.Kind.MOVES, before, Optional.of(Placing.of(next.get(), then)));
        } else {
            settleForLess(connection, before, standing);
        }
    }

    /** What is left where not all that the connection asks can be had. */
    private void settleForLess(PathRecord connection, Placing before, List<Hop> standing) {
        Plan plan = plan(connection);
        Optional<Plan> single = connection.demand().protection().isEmpty() || !standing.isEmpty()
                ? Optional.empty()
                : occupancy.find(connection, connection.demand().withProtection(Optional.empty()));
        if (!standing.isEmpty()) {
            Placing left = Placing.of(standing, List.of(), plan, then);
            settle(connection, Impact.Kind.LOSES_PROTECTION, before, Optional.of(left));
            occupancy.hold(connection, Occupancy.over(standing, plan));
        } else if (single.isPresent()) {
            Placing left = Placing.of(single.get(), then);
            settle(connection, Impact.Kind.LOSES_PROTECTION, before, Optional.of(left));
            occupancy.hold(connection, single.get());
        } else {
            settle(connection, Impact.Kind.BREAKS, before, Optional.empty());
        }
    }

    /** Before anything else is held: what is missing is said as it is now. */
    private void settle(PathRecord connection, Impact.Kind kind, Placing before, Optional<Placing> after) {
        priceAfter += after.map(Placing::priceMicrosPerHour).orElse(0L);
        add(new Impact(connection, kind, before, after, rejection(connection, kind)));
    }

    /** Only for those that can be among the listed: they come in the order of the list. */
    private Optional<Rejection> rejection(PathRecord connection, Impact.Kind kind) {
        boolean falls = kind == Impact.Kind.BREAKS || kind == Impact.Kind.LOSES_PROTECTION;
        if (!falls || count(kind) >= asked.mostImpacts()) {
            return Optional.empty();
        }
        return switch (occupancy.answer(connection)) {
            case Answer.Found _ -> Optional.empty();
            case Answer.None(var rejection) -> Optional.of(rejection.of(connection.generation()));
        };
    }

    private void add(Impact impact) {
        counts[impact.kind().ordinal()]++;
        dearerCount += impact.isDearer() ? 1 : 0;
        worst.add(impact);
        if (worst.size() > asked.mostImpacts()) {
            worst.remove();
        }
    }

    private List<Answer> demands() {
        if (asked.demands().isEmpty()) {
            return List.of();
        }
        List<Demand> demands = asked.demands().stream()
                .map(demand -> demand.withWindow(Optional.empty()))
                .toList();
        List<Answer> answers =
                Inquiry.answer(new Outlook(then.copy(), new Calendar()), demands, Instant.EPOCH, checkpoint);
        for (Answer answer : answers) {
            if (answer instanceof Answer.Found(var plan)) {
                then.hold(plan.holdings());
            }
        }
        return answers;
    }
}
