package dev.braid.adapter.conformance;

import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_CEASED;
import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_HELD;
import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_IN_SERVICE;
import static dev.braid.api.adapter.v1.ProviderFault.PROVIDER_FAULT_SILENT_AFTER;
import static dev.braid.api.adapter.v1.ProviderFault.PROVIDER_FAULT_SILENT_BEFORE;

import java.util.List;
import java.util.function.Supplier;

/**
 * That silence is no answer, whether the provider did what it was told or did not, and that asking again does what is
 * missing and nothing twice.
 */
final class SilenceChecks {
    private SilenceChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "silent-before",
                        "no answer of a provider that did nothing is no answer; the same again orders once",
                        SilenceChecks::reserveBefore),
                new Check(
                        "silent-after",
                        "no answer of a provider that did it is no answer; the same again finds the order",
                        SilenceChecks::reserveAfter),
                new Check(
                        "silent-activate",
                        "an activation without an answer is asked for again, until traffic flows",
                        SilenceChecks::activate),
                new Check(
                        "silent-modify",
                        "a change without an answer is asked for again, and is made once",
                        SilenceChecks::modify),
                new Check(
                        "silent-release",
                        "a release without an answer is asked for again, until it is over",
                        SilenceChecks::release));
    }

    private static void reserveBefore(Trial trial) {
        Asking order = trial.order();
        trial.during(PROVIDER_FAULT_SILENT_BEFORE, order::reserve).unknown();
        order.holdsNothing();
        order.held();
        order.heldBehind(order.bandwidthBps());
    }

    private static void reserveAfter(Trial trial) {
        Asking order = trial.order();
        unansweredButDone(trial, order::reserve);
        order.heldBehind(order.bandwidthBps());
        order.held();
        order.heldBehind(order.bandwidthBps());
        order.stands(ORDER_STANDING_HELD, order.bandwidthBps());
    }

    private static void activate(Trial trial) {
        Asking order = trial.order();
        order.held();
        trial.during(PROVIDER_FAULT_SILENT_BEFORE, order::activate).unknown();
        order.stands(ORDER_STANDING_HELD, order.bandwidthBps());
        order.heldBehind(order.bandwidthBps());
        unansweredButDone(trial, order::activate);
        order.inService();
        order.stands(ORDER_STANDING_IN_SERVICE, order.bandwidthBps());
        order.heldBehind(order.bandwidthBps());
    }

    private static void modify(Trial trial) {
        if (!LifeChecks.modifies(trial)) {
            throw new CheckSkipped("the adapter changes no living order");
        }
        Asking order = trial.order();
        long moreBps = order.bandwidthBps() * 2;
        order.held();
        order.inService();
        trial.during(PROVIDER_FAULT_SILENT_BEFORE, () -> order.modify(moreBps)).unknown();
        order.stands(ORDER_STANDING_IN_SERVICE, order.bandwidthBps());
        order.heldBehind(order.bandwidthBps());
        unansweredButDone(trial, () -> order.modify(moreBps));
        trial.awaited(order, order.modify(moreBps).done(), ORDER_STANDING_IN_SERVICE);
        order.stands(ORDER_STANDING_IN_SERVICE, moreBps);
        order.heldBehind(moreBps);
    }

    private static void release(Trial trial) {
        Asking order = trial.order();
        order.held();
        order.inService();
        trial.during(PROVIDER_FAULT_SILENT_BEFORE, order::release).unknown();
        order.stands(ORDER_STANDING_IN_SERVICE, order.bandwidthBps());
        order.heldBehind(order.bandwidthBps());
        unansweredButDone(trial, order::release);
        Outcome again = order.release();
        if (again.ok()) {
            trial.awaited(order, again.done(), ORDER_STANDING_CEASED);
        } else {
            again.notFound();
        }
        order.holdsNothing();
    }

    /** Who looks itself after the silence may answer with what it found. */
    private static void unansweredButDone(Trial trial, Supplier<Outcome> command) {
        Outcome outcome = trial.during(PROVIDER_FAULT_SILENT_AFTER, command);
        if (!outcome.ok()) {
            outcome.unknown();
        }
    }
}
