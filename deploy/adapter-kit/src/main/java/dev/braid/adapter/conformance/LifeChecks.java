package dev.braid.adapter.conformance;

import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_CEASED;
import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_IN_SERVICE;

import dev.braid.adapter.Reason;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OutageClass;
import io.grpc.Status.Code;
import java.util.List;

/** That an order which is held lives as the contract says, until it is released. */
final class LifeChecks {
    private LifeChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("activate", "lets traffic flow, and does no more when asked again", LifeChecks::activate),
                new Check("modify", "changes the bandwidth, or UNSUPPORTED", LifeChecks::modify),
                new Check(
                        "modify-whole",
                        "a change that does not fit is refused and changes nothing",
                        LifeChecks::modifyWhole),
                new Check(
                        "release",
                        "lets go of an order that carries traffic, and does no more when asked again",
                        LifeChecks::release),
                new Check("release-held", "lets go of an order that is only held", LifeChecks::releaseHeld),
                new Check("ceased", "what was released is CEASED for good", LifeChecks::ceased));
    }

    private static void activate(Trial trial) {
        Asking order = trial.order();
        order.held();
        Order first = order.inService();
        trial.same(
                "ActivateLeg: the order",
                order.ordered(ORDER_STANDING_IN_SERVICE, order.bandwidthBps()),
                Trial.core(first));
        Order again = order.activate().done();
        trial.same("ActivateLeg, again: the order", Trial.core(first), Trial.core(again));
        order.heldBehind(trial.target().bandwidthBps());
    }

    private static void modify(Trial trial) {
        Asking order = trial.order();
        order.held();
        order.inService();
        if (!modifies(trial)) {
            order.modify(order.bandwidthBps() * 2).refused(Reason.UNSUPPORTED);
            order.stands(ORDER_STANDING_IN_SERVICE, order.bandwidthBps());
            return;
        }
        for (long bps : List.of(order.bandwidthBps() * 2, order.bandwidthBps() * 2, order.bandwidthBps())) {
            Order answered = order.modify(bps).done();
            trial.awaited(order, answered, ORDER_STANDING_IN_SERVICE);
            order.stands(ORDER_STANDING_IN_SERVICE, bps);
            order.heldBehind(bps);
        }
    }

    static boolean modifies(Trial trial) {
        return trial.capabilities().getModifyOutage() != OutageClass.OUTAGE_CLASS_UNSPECIFIED;
    }

    private static void modifyWhole(Trial trial) {
        if (!modifies(trial)) {
            throw new CheckSkipped("the adapter changes no living order");
        }
        Asking order = trial.order();
        order.held();
        order.inService();
        Outcome outcome = order.modify(trial.target().excessiveBps());
        if (outcome.ok() && outcome.done().hasPendingOn()) {
            trial.awaited(order, outcome.done(), ORDER_STANDING_IN_SERVICE);
            // What people say to it is told to whoever asks for it again.
            outcome = order.modify(trial.target().excessiveBps());
        }
        if (outcome.ok()) {
            order.stands(ORDER_STANDING_IN_SERVICE, trial.target().excessiveBps());
            throw new CheckSkipped("the provider takes %d bit/s: it counts no capacity, or the links are that large"
                    .formatted(trial.target().excessiveBps()));
        }
        outcome.refused(Reason.NO_CAPACITY, Reason.REJECTED);
        order.stands(ORDER_STANDING_IN_SERVICE, order.bandwidthBps());
        order.heldBehind(order.bandwidthBps());
    }

    private static void release(Trial trial) {
        Asking order = trial.order();
        order.held();
        order.inService();
        order.ceased();
        order.holdsNothing();
        Outcome again = order.release();
        if (again.ok()) {
            trial.awaited(order, again.done(), ORDER_STANDING_CEASED);
        } else {
            again.notFound();
        }
        order.holdsNothing();
    }

    private static void releaseHeld(Trial trial) {
        Asking order = trial.order();
        order.held();
        order.ceased();
        order.holdsNothing();
    }

    private static void ceased(Trial trial) {
        Asking order = trial.order();
        order.held();
        order.ceased();
        order.reserve().refused(Reason.CEASED);
        Outcome activated = order.activate();
        if (activated.code() != Code.NOT_FOUND) {
            activated.refused(Reason.CEASED);
        }
        order.holdsNothing();
    }
}
