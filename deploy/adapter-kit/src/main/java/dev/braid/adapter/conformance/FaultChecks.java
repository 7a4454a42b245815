package dev.braid.adapter.conformance;

import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_HELD;
import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_IN_SERVICE;

import dev.braid.adapter.Reason;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.ProviderFault;
import io.grpc.StatusRuntimeException;
import java.util.List;

/** That an adapter invents nothing while its provider talks nonsense or lies, nor after a crash of its own. */
final class FaultChecks {
    private FaultChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "garbage", "an answer that cannot be read is no answer, and no refusal", FaultChecks::garbage),
                new Check(
                        "garbage-read", "an order that cannot be read is not a missing one", FaultChecks::garbageRead),
                new Check(
                        "garbage-list",
                        "a list that cannot be read is an error, not an empty list",
                        FaultChecks::garbageList),
                new Check(
                        "lie", "what is read is what the provider holds, not what it said it would", FaultChecks::lie),
                new Check("restart", "orders outlive the adapter", FaultChecks::restart),
                new Check(
                        "restart-terms", "what makes commands stale outlives the adapter", FaultChecks::restartTerms));
    }

    private static void garbage(Trial trial) {
        Asking order = trial.order();
        trial.during(ProviderFault.PROVIDER_FAULT_GARBAGE, order::reserve).unknown();
        order.held();
        order.heldBehind(order.bandwidthBps());
    }

    private static void garbageRead(Trial trial) {
        Asking order = trial.order();
        order.held();
        trial.during(ProviderFault.PROVIDER_FAULT_GARBAGE, order::get).unknown();
        order.stands(ORDER_STANDING_HELD, order.bandwidthBps());
    }

    private static void garbageList(Trial trial) {
        Asking order = trial.order();
        order.held();
        List<List<Order>> pages;
        try {
            pages = trial.during(ProviderFault.PROVIDER_FAULT_GARBAGE, () -> trial.pages(0));
        } catch (StatusRuntimeException e) {
            return;
        }
        throw new CheckFailed(
                "ListOrders: a status that says that nobody knows, such as UNAVAILABLE",
                "OK, %d orders".formatted(pages.stream().mapToInt(List::size).sum()));
    }

    private static void lie(Trial trial) {
        Asking order = trial.order();
        order.held();
        trial.during(ProviderFault.PROVIDER_FAULT_LIES, order::activate);
        order.stands(ORDER_STANDING_HELD, order.bandwidthBps());
        order.inService();
        order.stands(ORDER_STANDING_IN_SERVICE, order.bandwidthBps());
    }

    private static void restart(Trial trial) {
        Asking held = trial.order();
        held.held();
        Asking active = trial.order();
        active.held();
        Order before = active.inService();
        trial.restart();
        held.stands(ORDER_STANDING_HELD, held.bandwidthBps());
        trial.same(
                "GetOrder, after the restart",
                Trial.core(before),
                Trial.core(active.get().done()));
        trial.same(
                "ListOrders, after the restart: our living orders",
                List.of(held.reference(), active.reference()),
                trial.ours(trial.pages(0).stream().flatMap(List::stream).toList()));
        held.inService();
    }

    private static void restartTerms(Trial trial) {
        Asking order = trial.order().epoch(3);
        order.held();
        Asking ceased = trial.order();
        ceased.held();
        ceased.ceased();
        Asking earlier = order.epoch(2).revision(order.revision() + 1);
        Asking older = order.revision(order.revision() - 1);
        if (earlier.activate().ok() || older.activate().ok() || ceased.reserve().ok()) {
            throw new CheckSkipped("nothing makes commands stale before a restart either");
        }
        trial.restart();
        earlier.release().refused(Reason.STALE_EPOCH);
        older.release().refused(Reason.STALE_REVISION);
        order.stands(ORDER_STANDING_HELD, order.bandwidthBps());
        trial.same(
                "GetOrder: the revision", order.revision(), order.get().done().getRevision());
        ceased.reserve().refused(Reason.CEASED);
    }
}
