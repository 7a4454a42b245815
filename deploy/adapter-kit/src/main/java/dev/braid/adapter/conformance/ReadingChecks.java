package dev.braid.adapter.conformance;

import dev.braid.adapter.Reason;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OutageClass;
import dev.braid.api.adapter.v1.WatchOrdersRequest;
import dev.braid.api.adapter.v1.WatchOrdersResponse;
import io.grpc.Context;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** That what is read is what the provider holds, all of it. */
final class ReadingChecks {
    private ReadingChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("read-back", "GetOrder says what was commanded", ReadingChecks::readBack),
                new Check("unknown-reference", "an order that nobody placed is NOT_FOUND", ReadingChecks::unknown),
                new Check("list", "ListOrders has each living order once, in order, and no other", ReadingChecks::list),
                new Check(
                        "list-pages", "pages together are the list, none larger than asked for", ReadingChecks::pages),
                new Check("watch", "WatchOrders tells of orders that change", ReadingChecks::watch));
    }

    private static void readBack(Trial trial) {
        Asking order = trial.order();
        Order held = order.held();
        same(trial, held, order.get().done());
        Order active = order.inService();
        same(trial, active, order.get().done());
    }

    private static void same(Trial trial, Order answered, Order read) {
        trial.same("GetOrder: the order", Outcome.shown(answered), Outcome.shown(read));
        if (read.getProviderState().isEmpty()) {
            throw new CheckFailed("GetOrder: provider_state in the provider's words", "an empty text");
        }
    }

    private static void unknown(Trial trial) {
        Asking order = trial.order();
        order.get().notFound();
        order.activate().notFound();
        order.release().notFound();
        Outcome modified = order.modify(order.bandwidthBps());
        if (trial.capabilities().getModifyOutage() == OutageClass.OUTAGE_CLASS_UNSPECIFIED
                && modified.code() == Code.FAILED_PRECONDITION) {
            modified.refused(Reason.UNSUPPORTED);
        } else {
            modified.notFound();
        }
    }

    private static void list(Trial trial) {
        List<Asking> orders = List.of(trial.order(), trial.order(), trial.order());
        orders.forEach(Asking::held);
        List<Order> all = flat(trial.pages(0));
        List<String> expected = orders.stream().map(Asking::reference).toList();
        trial.same("ListOrders: our living orders, in the order of their references", expected, trial.ours(all));
        for (Asking order : orders) {
            Order listed = all.stream()
                    .filter(it -> it.getReference().equals(order.reference()))
                    .findFirst()
                    .orElseThrow();
            trial.same(
                    "ListOrders: the order as GetOrder has it",
                    Trial.core(order.get().done()),
                    Trial.core(listed));
        }
        orders.get(1).ceased();
        trial.same(
                "ListOrders, after one was released: our living orders",
                List.of(expected.get(0), expected.get(2)),
                trial.ours(flat(trial.pages(0))));
    }

    private static void pages(Trial trial) {
        List<Asking> orders = List.of(trial.order(), trial.order(), trial.order());
        orders.forEach(Asking::held);
        List<Order> all = flat(trial.pages(0));
        int size = Math.max(1, all.size() / 3);
        List<List<Order>> pages = trial.pages(size);
        trial.same(
                "ListOrders, by pages: our orders",
                orders.stream().map(Asking::reference).toList(),
                trial.ours(flat(pages)));
        int largest = pages.stream().mapToInt(List::size).max().orElse(0);
        if (largest > size) {
            throw new CheckFailed("ListOrders: at most %d orders on a page".formatted(size), largest + " orders");
        }
    }

    private static List<Order> flat(List<List<Order>> pages) {
        return pages.stream().flatMap(List::stream).toList();
    }

    private static void watch(Trial trial) {
        if (!trial.capabilities().getWatches()) {
            throw new CheckSkipped("the adapter does not tell of changes");
        }
        Set<String> told = ConcurrentHashMap.newKeySet();
        List<String> failure = new ArrayList<>();
        Context.CancellableContext context = Context.current().withCancellation();
        Thread reader = Thread.ofVirtual().start(() -> context.run(() -> read(trial, told, failure)));
        Asking order = trial.order();
        try {
            order.held();
            Instant end = Instant.now().plus(trial.target().patience());
            // The watch may have begun after the order was placed: it changes until somebody hears of it.
            for (long revision = order.revision() + 1; !told.contains(order.reference()); revision++) {
                if (Instant.now().isAfter(end) || !reader.isAlive()) {
                    throw new CheckFailed(
                            "WatchOrders: tells of '%s'".formatted(order.reference()),
                            "%s %s".formatted(told, failure));
                }
                order.revision(revision).activate();
                trial.pause();
            }
        } finally {
            context.cancel(null);
        }
    }

    private static void read(Trial trial, Set<String> told, List<String> failure) {
        try {
            Iterator<WatchOrdersResponse> changes = trial.adapter()
                    .withDeadlineAfter(
                            trial.target().patience().plusSeconds(5).toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                    .watchOrders(WatchOrdersRequest.newBuilder()
                            .setProviderId(trial.target().providerId())
                            .build());
            while (changes.hasNext()) {
                told.add(changes.next().getReference());
            }
        } catch (StatusRuntimeException ended) {
            failure.add(ended.getMessage());
        }
    }
}
