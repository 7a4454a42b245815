package dev.braid.local.demo;

import dev.braid.api.intent.v1.GetIntentRequest;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.api.intent.v1.TerminateIntentRequest;
import dev.braid.api.port.v1.CreatePortRequest;
import dev.braid.api.port.v1.Port;
import dev.braid.api.port.v1.PortKind;
import dev.braid.local.client.BraidClient;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** The customers of the demo at work: they attach, order, wait and give back, all at the same time. */
final class Customers {
    private static final long PORT_BPS = 400_000_000_000L;
    private static final int POLL_MILLIS = 25;

    private final BraidClient client;
    private final String run;

    Customers(BraidClient client, String run) {
        this.client = client;
        this.run = run;
    }

    /** Creates the ports of the orders; those of an earlier demo are the same. */
    int attach(List<DemoOrder> orders) {
        Map<String, CreatePortRequest> wanted = new LinkedHashMap<>();
        for (DemoOrder order : orders) {
            for (String location : order.locationIds()) {
                wanted.put(order.tenantId() + " " + location, request(location));
            }
        }
        together(
                List.copyOf(wanted.entrySet()),
                port -> client.ports(port.getKey().split(" ", 2)[0]).createPort(port.getValue()));
        return wanted.size();
    }

    /** Submits all orders at once; each in its own words again would be the same intent. */
    List<Intent> submit(List<DemoOrder> orders) {
        return together(
                orders,
                order -> client.intents(order.tenantId())
                        .submitIntent(SubmitIntentRequest.newBuilder()
                                .setIntentId(order.intentId(run))
                                .setSpec(order.spec())
                                .build())
                        .getIntent());
    }

    /** Waits until every intent is in the state, and says when each was seen in it, in milliseconds since the start. */
    Map<DemoOrder, Long> await(List<DemoOrder> orders, IntentState state, Instant start, Duration patience) {
        Map<DemoOrder, Long> times = new LinkedHashMap<>();
        List<Long> millis = together(orders, order -> awaitOne(order, state, start, patience));
        for (int i = 0; i < orders.size(); i++) {
            times.put(orders.get(i), millis.get(i));
        }
        return times;
    }

    /** Asks to let go of all. */
    void terminate(List<DemoOrder> orders) {
        together(
                orders,
                order -> client.intents(order.tenantId())
                        .terminateIntent(TerminateIntentRequest.newBuilder()
                                .setIntentId(order.intentId(run))
                                .build()));
    }

    Intent read(DemoOrder order) {
        return client.intents(order.tenantId())
                .getIntent(GetIntentRequest.newBuilder()
                        .setIntentId(order.intentId(run))
                        .build())
                .getIntent();
    }

    private long awaitOne(DemoOrder order, IntentState state, Instant start, Duration patience) {
        Instant deadline = start.plus(patience);
        while (true) {
            Intent intent = read(order);
            if (intent.getState() == state) {
                return Duration.between(start, Instant.now()).toMillis();
            }
            if (intent.getState() == IntentState.INTENT_STATE_REJECTED) {
                throw new DemoFailed("%s was rejected: %s"
                        .formatted(order.intentId(run), intent.getRejection().getMessage()));
            }
            if (Instant.now().isAfter(deadline)) {
                throw new DemoFailed("after %d s %s is %s, not %s"
                        .formatted(patience.toSeconds(), order.intentId(run), intent.getState(), state));
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DemoFailed("interrupted");
            }
        }
    }

    private static CreatePortRequest request(String locationId) {
        boolean cloud = !locationId.contains("-dc");
        return CreatePortRequest.newBuilder()
                .setPort(Port.newBuilder()
                        .setPortId(DemoOrder.portId(locationId))
                        .setDisplayName("Demo port in " + locationId)
                        .setKind(cloud ? PortKind.PORT_KIND_CLOUD_ONRAMP : PortKind.PORT_KIND_DATA_CENTER)
                        .setLocationId(locationId)
                        .setBandwidthBps(PORT_BPS))
                .build();
    }

    private static <A, B> List<B> together(List<A> items, Function<A, B> work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<B>> futures = items.stream()
                    .map(item -> threads.submit(() -> work.apply(item)))
                    .toList();
            return futures.stream().map(Customers::result).toList();
        }
    }

    private static <B> B result(Future<B> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new CompletionException(e.getCause());
        }
    }
}
