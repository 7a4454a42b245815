package dev.braid.adapter.conformance;

import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_HELD;
import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_IN_SERVICE;
import static dev.braid.api.adapter.v1.ProviderFault.PROVIDER_FAULT_REFUSES;

import dev.braid.adapter.Reason;
import dev.braid.api.adapter.v1.OrderStanding;
import java.util.List;

/** That the provider's no is told as a no, and that what was there before stays there. */
final class RefusalChecks {
    private RefusalChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("refusal", "the provider's no is a refusal that leaves nothing", RefusalChecks::reserve),
                new Check(
                        "activate-refused",
                        "an activation that the provider refuses is a refusal, and starts or stops nothing",
                        RefusalChecks::activate),
                new Check(
                        "modify-refused", "a change that the provider refuses changes nothing", RefusalChecks::modify),
                new Check(
                        "release-refused",
                        "what the provider does not let go of is never told as released",
                        RefusalChecks::release));
    }

    private static void reserve(Trial trial) {
        Asking order = trial.order();
        trial.during(PROVIDER_FAULT_REFUSES, order::reserve).refused(Reason.REJECTED, Reason.NO_CAPACITY);
        order.holdsNothing();
        order.held();
    }

    /** A provider may take its promise back with its no: then there is no order any more, in front and behind. */
    private static void activate(Trial trial) {
        Asking order = trial.order();
        order.held();
        trial.during(PROVIDER_FAULT_REFUSES, order::activate).refused(Reason.REJECTED, Reason.NO_CAPACITY);
        if (order.get().over()) {
            order.holdsNothing();
            return;
        }
        order.stands(ORDER_STANDING_HELD, order.bandwidthBps());
        order.heldBehind(order.bandwidthBps());
        order.inService();
        // Nothing is left to do for what flows already: yes and no are both an answer.
        trial.during(PROVIDER_FAULT_REFUSES, order::activate);
        order.stands(ORDER_STANDING_IN_SERVICE, order.bandwidthBps());
        order.heldBehind(order.bandwidthBps());
    }

    private static void modify(Trial trial) {
        if (!LifeChecks.modifies(trial)) {
            throw new CheckSkipped("the adapter changes no living order");
        }
        Asking order = trial.order();
        order.held();
        order.inService();
        trial.during(PROVIDER_FAULT_REFUSES, () -> order.modify(order.bandwidthBps() * 2))
                .refused(Reason.REJECTED, Reason.NO_CAPACITY);
        order.stands(ORDER_STANDING_IN_SERVICE, order.bandwidthBps());
        order.heldBehind(order.bandwidthBps());
    }

    private static void release(Trial trial) {
        Asking held = trial.order();
        held.held();
        staysUnlessReleased(trial, held, ORDER_STANDING_HELD);
        Asking active = trial.order();
        active.held();
        active.inService();
        staysUnlessReleased(trial, active, ORDER_STANDING_IN_SERVICE);
    }

    /** Of what the provider has no say in, the adapter may let go all the same: then nothing may be held. */
    private static void staysUnlessReleased(Trial trial, Asking order, OrderStanding standing) {
        Outcome outcome = trial.during(PROVIDER_FAULT_REFUSES, order::release);
        if (outcome.over()) {
            long heldBps = trial.behind().orElseThrow().getOrDefault(order.reference(), 0L);
            if (heldBps != 0) {
                throw new CheckFailed(
                        "ReleaseLeg: not released, for %d bit/s are held".formatted(heldBps), outcome.toString());
            }
            order.holdsNothing();
            return;
        }
        order.stands(standing, order.bandwidthBps());
        order.heldBehind(order.bandwidthBps());
        order.ceased();
        order.holdsNothing();
    }
}
