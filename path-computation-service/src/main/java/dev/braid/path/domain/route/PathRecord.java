package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Network;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;

/**
 * All that is held for one connection. Its successors count on from its sequence.
 *
 * @param spareRevision the older plan to which provisioning may go back by itself; 0 for none
 */
public record PathRecord(
        String connectionId,
        String intentKey,
        String tenantId,
        long generation,
        long sequence,
        Instant decideTime,
        Phase phase,
        Demand demand,
        Optional<Plan> plan,
        List<Plan> heldPlans,
        Optional<Rejection> rejection,
        int intentConnectionCount,
        MoveHistory moves,
        Set<String> refusedLinkIds,
        long activeRevision,
        long spareRevision,
        long lastRevision,
        Optional<Booking> booking) {
    public PathRecord {
        heldPlans = List.copyOf(heldPlans);
        refusedLinkIds = refusedLinkIds.isEmpty()
                ? Set.of()
                : java.util.Collections.unmodifiableSet(new TreeSet<>(refusedLinkIds));
    }

    /** What a connection is before anything was decided for it. */
    public static PathRecord blank(String connectionId, String intentKey, String tenantId, Demand demand) {
        return new PathRecord(
                connectionId,
                intentKey,
                tenantId,
                0,
                0,
                Instant.EPOCH,
                Phase.REJECTED,
                demand,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                1,
                MoveHistory.NONE,
                Set.of(),
                0,
                0,
                0,
                Optional.empty());
    }

    /**
     * What is held on each link, there and back. A link that several plans share is counted once, at the largest
     * bandwidth.
     */
    public Map<String, Long> holdings() {
        Map<String, Long> holdings = new HashMap<>();
        for (Plan each : allPlans()) {
            each.holdings().forEach((linkId, bps) -> holdings.merge(linkId, bps, Math::max));
        }
        return holdings;
    }

    /** Names each link that something is held on, with what is held there; each once. */
    public void eachHolding(ObjLongConsumer<String> holding) {
        switch (heldPlans.size() + (plan.isPresent() ? 1 : 0)) {
            case 0 -> {}
            case 1 -> plan.orElseGet(heldPlans::getFirst).eachHolding(holding);
            default -> holdings().forEach(holding::accept);
        }
    }

    /** Holds what the record holds on the network too. */
    public void holdOn(Network network) {
        take(network, 1);
    }

    /** Lets go on the network what the record holds. */
    public void releaseOn(Network network) {
        take(network, -1);
    }

    /** Holds on the network what this record holds and the one before it did not, and lets go what only that one held. */
    public void reholdOn(Network network, PathRecord before) {
        if (!moves(before)
                || !HopList.of(plan.orElseThrow().hops())
                        .takeBeside(HopList.of(before.plan.orElseThrow().hops()), network, demand.bandwidthBps())) {
            before.releaseOn(network);
            holdOn(network);
        }
    }

    /** Whether all it does is to hold a second plan for the same bandwidth, as the many moves after a failure do. */
    private boolean moves(PathRecord before) {
        return before.heldPlans.isEmpty()
                && heldPlans.size() == 1
                && before.plan.isPresent()
                && plan.isPresent()
                && heldPlans.getFirst().hops() == before.plan.get().hops()
                && Stream.of(before.plan.get(), heldPlans.getFirst(), plan.get())
                        .allMatch(each -> each.bandwidthBps() == demand.bandwidthBps()
                                && each.protection().isEmpty());
    }

    private void take(Network network, int sign) {
        if (heldPlans.isEmpty() && plan.flatMap(Plan::protection).isEmpty()) {
            plan.ifPresent(only -> HopList.of(only.hops()).takeFrom(network, sign * only.bandwidthBps()));
        } else if (sign > 0) {
            network.hold(holdings());
        } else {
            network.release(holdings());
        }
    }

    /** The plan that carries traffic, if one does: the wanted one or an older one. */
    public Optional<Plan> activePlan() {
        return allPlans().stream()
                .filter(each -> each.revision() == activeRevision)
                .findFirst();
    }

    /** Every plan whose bandwidth is held, the wanted one last. */
    public List<Plan> allPlans() {
        List<Plan> all = new ArrayList<>(heldPlans);
        plan.ifPresent(all::add);
        return all;
    }

    /** Whether what it takes of links changes with time alone. */
    public boolean isWindowed() {
        return booking.isPresent()
                || allPlans().stream().anyMatch(each -> each.occurrence().isPresent());
    }

    /**
     * What it takes of links, and when. A plan in force with a window holds until that is over; what is being released
     * holds without a known end.
     */
    public List<Reservation> reservations() {
        List<Reservation> all = new ArrayList<>();
        for (Plan each : allPlans()) {
            boolean ends = plan.isPresent() && each.generation() > 0;
            Optional<Interval> occurrence = each.occurrence().filter(_ -> ends);
            all.add(new Reservation(
                    each, occurrence.map(time -> Interval.until(time.end())).orElse(Interval.ALWAYS)));
        }
        booking.ifPresent(booked ->
                booked.times(demand).forEach(time -> all.add(new Reservation(booked.plan(), time))));
        return all;
    }

    /** The same without what is only held until a provider has let go. */
    public PathRecord onlyWanted() {
        return new PathRecord(
                connectionId,
                intentKey,
                tenantId,
                generation,
                sequence,
                decideTime,
                phase,
                demand,
                plan,
                List.of(),
                rejection,
                intentConnectionCount,
                moves,
                refusedLinkIds,
                activeRevision,
                spareRevision,
                lastRevision,
                booking);
    }

    /** The same, with traffic on an older plan again, and what is wanted not in force any more. */
    public PathRecord returnedTo(long revision) {
        return new PathRecord(
                connectionId,
                intentKey,
                tenantId,
                generation,
                sequence,
                decideTime,
                phase == Phase.ACTIVE ? Phase.PLANNED : phase,
                demand,
                plan,
                heldPlans,
                rejection,
                intentConnectionCount,
                moves,
                refusedLinkIds,
                revision,
                0,
                lastRevision,
                booking);
    }

    /** When time alone changes it next: a window in force is over, or a booked one begins. */
    public Optional<Instant> nextTurn() {
        Optional<Instant> end = plan.flatMap(Plan::occurrence).map(Interval::end);
        Optional<Instant> start = booking.map(booked -> booked.next().start());
        return Stream.of(end, start).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    /** A record that differs in what the draft changes and counts on from this one. */
    public RecordDraft draft(Instant now) {
        return new RecordDraft(this, now);
    }
}
