package dev.braid.adapter.conformance;

import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_HELD;
import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_IN_SERVICE;

import dev.braid.adapter.Reason;
import dev.braid.api.adapter.v1.Handoff;
import dev.braid.api.adapter.v1.Order;
import io.grpc.Status.Code;
import java.util.List;

/** That an order is handed over where it was asked to be, and nowhere else. */
final class HandOverChecks {
    private static final Handoff NOWHERE = Handoff.newBuilder()
            .setInterconnectId("no-such-interconnect-of-the-suite")
            .setVlanId(7)
            .build();

    private HandOverChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "hand-over",
                        "says where an order is handed over, and says the same again",
                        HandOverChecks::usual),
                new Check(
                        "hand-over-chosen",
                        "hands over where it is asked to, and says so ever after",
                        HandOverChecks::chosen),
                new Check(
                        "hand-over-conflict",
                        "a reference that is an order for another hand-off is CONFLICT",
                        HandOverChecks::conflict),
                new Check(
                        "hand-over-shared",
                        "a second order may have the hand-off of the first, and keeps it when the first goes",
                        HandOverChecks::shared),
                new Check(
                        "hand-over-unknown",
                        "a hand-off where the links do not lead is refused and leaves nothing",
                        HandOverChecks::unknown));
    }

    private static void usual(Trial trial) {
        ifOffered(trial);
        Asking order = trial.order();
        Order held = order.held();
        if (held.getAEnd().getInterconnectId().isEmpty()
                || held.getZEnd().getInterconnectId().isEmpty()) {
            throw new CheckFailed(
                    "ReserveLeg: a_end and z_end as the provider has assigned them",
                    Ends.of(held).toString());
        }
        same(trial, "GetOrder", Ends.of(held), order.get().done());
    }

    private static void chosen(Trial trial) {
        Asking order = trial.order().ends(place(trial));
        same(trial, "ReserveLeg", order.ends(), order.held());
        same(trial, "ReserveLeg, again", order.ends(), order.reserve().done());
        same(trial, "GetOrder", order.ends(), order.get().done());
        same(trial, "ActivateLeg", order.ends(), order.inService());
        same(trial, "GetOrder, once in service", order.ends(), order.get().done());
        trial.pages(0).stream()
                .flatMap(List::stream)
                .filter(it -> it.getReference().equals(order.reference()))
                .forEach(it -> same(trial, "ListOrders", order.ends(), it));
    }

    private static void conflict(Trial trial) {
        Asking order = trial.order().ends(place(trial));
        Ends other = order.ends()
                .renumbered()
                .orElseThrow(() -> new CheckSkipped("neither end has a number: %s".formatted(order.ends())));
        order.held();
        order.ends(other).reserve().refused(Reason.CONFLICT);
        order.stands(ORDER_STANDING_HELD, order.bandwidthBps());
        same(trial, "GetOrder", order.ends(), order.get().done());
    }

    /** A leg that takes the place of another meets the same neighbour under the same number. */
    private static void shared(Trial trial) {
        Asking first = trial.order().ends(place(trial));
        first.held();
        first.inService();
        Asking second = trial.order().ends(first.ends());
        same(trial, "ReserveLeg, of the second order", second.ends(), second.held());
        second.heldBehind(second.bandwidthBps());
        second.inService();
        first.ceased();
        first.holdsNothing();
        second.stands(ORDER_STANDING_IN_SERVICE, second.bandwidthBps());
        same(trial, "GetOrder, of the second order", second.ends(), second.get().done());
        second.heldBehind(second.bandwidthBps());
    }

    private static void unknown(Trial trial) {
        ifOffered(trial);
        Asking order = trial.order();
        refused(order.ends(new Ends(NOWHERE, Ends.OPEN.z())), "a_end");
        refused(order.ends(new Ends(Ends.OPEN.a(), NOWHERE)), "z_end");
        order.held();
        order.heldBehind(order.bandwidthBps());
    }

    private static void refused(Asking order, String field) {
        Outcome outcome = order.reserve();
        if (outcome.code() == Code.INVALID_ARGUMENT) {
            outcome.invalid(field);
        } else {
            outcome.refused(Reason.REJECTED);
        }
        order.holdsNothing();
    }

    private static void ifOffered(Trial trial) {
        if (!trial.capabilities().getHandsOver()) {
            throw new CheckSkipped("the adapter does not say where orders are handed over");
        }
    }

    /**
     * A hand-off that is free and not the one that the provider would choose: that of the target, else the one that it
     * chose while its first choice was taken.
     */
    private static Ends place(Trial trial) {
        ifOffered(trial);
        if (trial.target().ends().isPresent()) {
            return trial.target().ends().get();
        }
        Asking first = trial.order();
        Ends usual = Ends.of(first.held());
        Asking second = trial.order();
        Ends other = Ends.of(second.held());
        second.ceased();
        first.ceased();
        if (usual.a().equals(other.a()) || usual.z().equals(other.z())) {
            throw new CheckSkipped("the provider chooses %s for several orders; the suite was told of no other hand-off"
                    .formatted(usual));
        }
        return other;
    }

    private static void same(Trial trial, String call, Ends expected, Order order) {
        trial.same(call + ": where the order is handed over", expected, Ends.of(order));
    }
}
