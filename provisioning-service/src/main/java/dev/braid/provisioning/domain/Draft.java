package dev.braid.provisioning.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A rollout being changed; lives no longer than one decision. */
final class Draft {
    private static final int MOST_RELEASING = 16;

    final Rollout before;
    Optional<Plan> wanted;
    Optional<Plan> active;
    Optional<Spare> spare;
    long generation;
    long highestRevision;
    long refusedRevision;
    long cleanRevision;
    long unusedRevision;
    OptionalLong releaseOwed;
    int legCount;
    final List<Leg> legs;

    Draft(Rollout rollout) {
        before = rollout;
        wanted = rollout.wanted();
        active = rollout.active();
        spare = rollout.spare();
        generation = rollout.generation();
        highestRevision = rollout.highestRevision();
        refusedRevision = rollout.refusedRevision();
        cleanRevision = rollout.cleanRevision();
        unusedRevision = rollout.unusedRevision();
        releaseOwed = rollout.releaseOwed();
        legCount = rollout.legCount();
        legs = new ArrayList<>(rollout.legs());
    }

    Rollout done() {
        return new Rollout(
                before.connectionId(),
                wanted,
                active,
                spare,
                generation,
                highestRevision,
                refusedRevision,
                cleanRevision,
                unusedRevision,
                releaseOwed,
                legCount,
                legs);
    }

    /** Makes a leg for every wanted route that has none, and for every route of the active plan that lost its own. */
    void openLegs() {
        active.ifPresent(this::open);
        before.desired().ifPresent(this::open);
    }

    private void open(Plan plan) {
        for (Route route : plan.routes()) {
            int index = indexOf(route);
            if (index < 0 && !isFull(route)) {
                open(plan, route, trialBefore(route));
            } else if (index >= 0) {
                legs.set(index, legs.get(index).wantedBy(plan));
            }
        }
    }

    /** Makes another leg for a route of the active plan whose order is of no use, to be tried as often as that one. */
    void openInstead(Route route, Trial trial) {
        active.filter(_ -> !isFull(route)).ifPresent(plan -> open(plan, route, trial));
    }

    /** A provider that does not let go, or must not be asked to yet, is not given one order after the other. */
    private boolean isFull(Route route) {
        return legs.stream()
                        .filter(leg -> leg.route().equals(route) && leg.state() == LegState.RELEASING)
                        .count()
                >= MOST_RELEASING;
    }

    private void open(Plan plan, Route route, Trial trial) {
        legCount++;
        legs.add(Leg.pending(before.connectionId() + "." + legCount, route, plan.bandwidthBps(), plan.revision())
                .with(trial));
    }

    /** How it went with the order that this one replaces: who ends one after the other is asked ever more seldom. */
    private Trial trialBefore(Route route) {
        return legs.stream()
                .filter(leg -> leg.route().equals(route) && leg.state() == LegState.RELEASED)
                .map(Leg::trial)
                .max(Comparator.comparingInt(Trial::attemptCount))
                .orElse(Trial.FRESH);
    }

    private int indexOf(Route route) {
        for (int i = 0; i < legs.size(); i++) {
            if (legs.get(i).state().living() && legs.get(i).route().equals(route)) {
                return i;
            }
        }
        return -1;
    }
}
