package dev.braid.adapter.conformance;

import dev.braid.api.adapter.v1.AdapterBenchServiceGrpc;
import dev.braid.api.adapter.v1.AdapterBenchServiceGrpc.AdapterBenchServiceBlockingStub;
import dev.braid.api.adapter.v1.ArrangeFaultRequest;
import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.InspectProviderRequest;
import dev.braid.api.adapter.v1.ListOrdersRequest;
import dev.braid.api.adapter.v1.ListOrdersResponse;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.ProviderAdapterServiceGrpc;
import dev.braid.api.adapter.v1.ProviderAdapterServiceGrpc.ProviderAdapterServiceBlockingStub;
import dev.braid.api.adapter.v1.ProviderFault;
import dev.braid.api.adapter.v1.RestartAdapterRequest;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One check being tried: makes references, asks, waits, compares, and cleans up behind itself. */
final class Trial {
    private static final Duration COMMAND_LIFE = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int MOST_CALLS = 1000;
    private static final int CLEANING_ATTEMPTS = 3;
    private static final long HIGHEST = 1_000_000_000;

    private final Target target;
    private final Capabilities capabilities;
    private final boolean benched;
    private final String prefix;
    private final AtomicInteger count = new AtomicInteger();
    private final List<String> references = new CopyOnWriteArrayList<>();

    Trial(Target target, Capabilities capabilities, boolean benched, String prefix) {
        this.target = target;
        this.capabilities = capabilities;
        this.benched = benched;
        this.prefix = prefix;
    }

    Target target() {
        return target;
    }

    Capabilities capabilities() {
        return capabilities;
    }

    /** Commands of an order that nobody has asked for yet. */
    Asking order() {
        String reference = "%s.%d".formatted(prefix, count.incrementAndGet());
        references.add(reference);
        return new Asking(
                this,
                target.providerId(),
                reference,
                5,
                1,
                COMMAND_LIFE,
                target.linkIds(),
                target.bandwidthBps(),
                target.usualEnds());
    }

    ProviderAdapterServiceBlockingStub adapter() {
        return ProviderAdapterServiceGrpc.newBlockingStub(target.channel())
                .withDeadlineAfter(target.callTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private AdapterBenchServiceBlockingStub bench() {
        if (!benched) {
            throw new CheckSkipped("the adapter offers no AdapterBenchService");
        }
        return AdapterBenchServiceGrpc.newBlockingStub(target.channel())
                .withDeadlineAfter(target.callTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean benched() {
        return benched;
    }

    /** What the provider itself holds, by reference; absent where nobody can look. */
    Optional<Map<String, Long>> behind() {
        return benched
                ? Optional.of(bench().inspectProvider(InspectProviderRequest.newBuilder()
                                .setProviderId(target.providerId())
                                .build())
                        .getBandwidthBpsMap())
                : Optional.empty();
    }

    /** The provider misbehaves while the work is done, and behaves again afterwards. */
    <T> T during(ProviderFault fault, java.util.function.Supplier<T> work) {
        if (!arranged(fault, MOST_CALLS)) {
            throw new CheckSkipped("the bench cannot arrange %s for this provider"
                    .formatted(fault.name().replace("PROVIDER_FAULT_", "")));
        }
        try {
            return work.get();
        } finally {
            arranged(ProviderFault.PROVIDER_FAULT_UNSPECIFIED, 0);
        }
    }

    private boolean arranged(ProviderFault fault, int callCount) {
        return bench().arrangeFault(ArrangeFaultRequest.newBuilder()
                        .setProviderId(target.providerId())
                        .setFault(fault)
                        .setCallCount(callCount)
                        .build())
                .getArranged();
    }

    /** Ends the adapter as a crash would, and waits until it is back. */
    void restart() {
        try {
            bench().restartAdapter(RestartAdapterRequest.getDefaultInstance());
        } catch (StatusRuntimeException crashed) {
            // It may end before it can say so.
        }
        Instant end = Instant.now().plus(target.patience());
        while (true) {
            try {
                adapter().describeAdapter(dev.braid.api.adapter.v1.DescribeAdapterRequest.getDefaultInstance());
                return;
            } catch (StatusRuntimeException away) {
                if (Instant.now().isAfter(end)) {
                    throw new CheckFailed("the adapter is back within " + target.patience(), away.getMessage());
                }
                pause();
            }
        }
    }

    /**
     * The order once it stands so, and no change of it waits for anybody; of one that waits longer than our patience
     * nothing can be told.
     */
    Order awaited(Asking asking, Order answered, OrderStanding standing) {
        Order order = answered;
        Instant end = Instant.now().plus(target.patience());
        while (waits(order)) {
            if (Instant.now().isAfter(end)) {
                throw new StillWaiting("order '%s' still waits for %s: %s"
                        .formatted(
                                order.getReference(),
                                order.getPendingOn().getParty(),
                                order.getPendingOn().getReason()));
            }
            pause();
            Outcome now = asking.get();
            if (now.tellsNothing()) {
                continue;
            }
            if (standing == OrderStanding.ORDER_STANDING_CEASED && !now.ok()) {
                now.notFound();
                return order.toBuilder().setStanding(standing).build();
            }
            order = now.done();
        }
        same("the standing of order '%s'".formatted(asking.reference()), standing, order.getStanding());
        return order;
    }

    /** Whether somebody has to act before it stands as it was asked to; an adapter says beforehand that this may be. */
    private boolean waits(Order order) {
        boolean changing = order.hasPendingOn()
                && (order.getStanding() == OrderStanding.ORDER_STANDING_HELD
                        || order.getStanding() == OrderStanding.ORDER_STANDING_IN_SERVICE);
        if (changing && !capabilities.getWaitsForPeople() && !capabilities.hasUsualLeadTime()) {
            throw new CheckFailed(
                    "pending_on beside HELD and IN_SERVICE only where capabilities tell of people or a lead time",
                    Outcome.shown(order));
        }
        boolean waits = order.getStanding() == OrderStanding.ORDER_STANDING_PENDING || changing;
        if (waits && !order.getPendingOn().hasSinceTime()) {
            throw new CheckFailed("pending_on with since_time", Outcome.shown(order));
        }
        return waits;
    }

    /** All living orders, read in pages of that size; 0 for the usual one. */
    List<List<Order>> pages(int size) {
        List<List<Order>> pages = new ArrayList<>();
        String token = "";
        do {
            ListOrdersResponse page = adapter()
                    .listOrders(ListOrdersRequest.newBuilder()
                            .setProviderId(target.providerId())
                            .setPageSize(size)
                            .setPageToken(token)
                            .build());
            if (page.getNextPageToken().equals(token) && !token.isEmpty()) {
                throw new CheckFailed(
                        "ListOrders: each page leads on", "the page after '%s' is itself".formatted(token));
            }
            pages.add(page.getOrdersList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return pages;
    }

    /** The references of this check's orders in a list, in its order. */
    List<String> ours(List<Order> orders) {
        return orders.stream()
                .map(Order::getReference)
                .filter(it -> it.startsWith(prefix + "."))
                .toList();
    }

    void same(String what, Object expected, Object seen) {
        if (!expected.equals(seen)) {
            throw new CheckFailed("%s: %s".formatted(what, expected), String.valueOf(seen));
        }
    }

    /** What every answer about an order must agree on. */
    static String core(Order order) {
        return "'%s' %s at %d bit/s over %s"
                .formatted(
                        order.getReference(),
                        order.getStanding().name().replace("ORDER_STANDING_", ""),
                        order.getBandwidthBps(),
                        order.getLinkIdsList());
    }

    /** Releases whatever the check ordered; says what it could not release. */
    List<String> cleanUp() {
        List<String> left = new ArrayList<>();
        for (String reference : references) {
            Outcome outcome = null;
            for (int attempt = 0; attempt < CLEANING_ATTEMPTS; attempt++) {
                outcome = new Asking(
                                this,
                                target.providerId(),
                                reference,
                                HIGHEST,
                                HIGHEST,
                                COMMAND_LIFE,
                                target.linkIds(),
                                target.bandwidthBps(),
                                Ends.OPEN)
                        .release();
                if (!outcome.tellsNothing()) {
                    break;
                }
            }
            boolean gone = outcome.ok() || outcome.code() == io.grpc.Status.Code.NOT_FOUND;
            if (!gone && !outcome.reason().equals("CEASED")) {
                left.add("%s (%s)".formatted(reference, outcome));
            }
        }
        return left;
    }

    void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The suite was interrupted.", e);
        }
    }
}
