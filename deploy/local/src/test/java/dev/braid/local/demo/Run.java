package dev.braid.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.Topic;
import dev.braid.api.intent.v1.GetIntentRequest;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.intent.v1.UpdateIntentRequest;
import dev.braid.api.path.v1.GetPathRequest;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.local.client.Carriers;
import dev.braid.local.client.EventReader;
import dev.braid.local.installation.Service;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Some orders of one run, whose ids no other run has, brought through the main flow. */
final class Run {
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final TestSystem system;
    private List<DemoOrder> orders;
    final String id = "t%s-%d".formatted(Long.toString(System.currentTimeMillis(), 36), RUNS.incrementAndGet());
    final Customers customers;

    Run(TestSystem system, List<DemoOrder> orders) {
        this.system = system;
        this.orders = orders;
        this.customers = new Customers(system.client, id);
        customers.attach(orders);
    }

    List<DemoOrder> orders() {
        return orders;
    }

    /** The tenants ask for so many times as much, wherever their orders stand. */
    void changeBandwidth(int times) {
        for (DemoOrder order : orders) {
            system.client
                    .intents(order.tenantId())
                    .updateIntent(UpdateIntentRequest.newBuilder()
                            .setIntentId(order.intentId(id))
                            .setSpec(order.spec().toBuilder().setBandwidthBps(order.bandwidthBps() * times))
                            .setUpdateMask(FieldMask.newBuilder().addPaths("bandwidth_bps"))
                            .build());
        }
    }

    void promise(Promise promise) {
        orders = orders.stream()
                .map(order -> order.name().equals(promise.order().name()) ? promise.order() : order)
                .toList();
    }

    /** Kills the service there, and waits until the flow has come to where it was going all the same. */
    void killAt(Moment moment, Service service, Promise promise) {
        try (EventReader events =
                EventReader.fromNow(system.installation.bootstrapServers(), Topic.INTENTS, Topic.PATHS, Topic.HEALTH)) {
            customers.submit(orders);
            switch (moment) {
                case AFTER_SUBMIT -> system.launcher.kill(service);
                case WHILE_PLANNING -> {
                    awaitRecord(events, record -> record.topic().equals(Topic.INTENTS.topicName()));
                    system.launcher.kill(service);
                }
                case WHILE_PROVISIONING -> {
                    awaitRecord(events, record -> isPlan(record, 1));
                    system.launcher.kill(service);
                }
                case WHILE_JUDGED, WHILE_MOVING -> {
                    awaitActive();
                    new Episode(system, this, promise).killAt(moment, service, events);
                }
                case WHILE_TERMINATING -> {
                    awaitActive();
                    customers.terminate(orders);
                    system.launcher.kill(service);
                }
            }
        }
        if (moment == Moment.WHILE_TERMINATING) {
            awaitTerminated();
        } else {
            awaitActive();
        }
    }

    /** The newest plan carries traffic and nothing older is held. */
    void awaitRest(String connectionId, long leastRevision) {
        Instant deadline = Instant.now().plus(TestSystem.PATIENCE);
        PathRecord path = PathRecord.getDefaultInstance();
        while (Instant.now().isBefore(deadline)) {
            path = read(connectionId).orElse(path);
            if (path.getPhase() == PathPhase.PATH_PHASE_ACTIVE
                    && path.getPlan().getRevision() >= leastRevision
                    && path.getHeldPlansCount() == 0) {
                return;
            }
            pause();
        }
        throw new AssertionError("Not at rest: " + path);
    }

    /** Nothing while the replica that was killed reads itself up to date. */
    private Optional<PathRecord> read(String connectionId) {
        try {
            return Optional.of(system.client
                    .allPaths()
                    .getPath(GetPathRequest.newBuilder()
                            .setConnectionId(connectionId)
                            .build())
                    .getPath());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    void awaitActive() {
        Map<DemoOrder, Long> times =
                customers.await(orders, IntentState.INTENT_STATE_ACTIVE, Instant.now(), TestSystem.PATIENCE);
        assertThat(times).hasSameSizeAs(orders);
    }

    void awaitTerminated() {
        Map<DemoOrder, Long> times =
                customers.await(orders, IntentState.INTENT_STATE_TERMINATED, Instant.now(), TestSystem.PATIENCE);
        assertThat(times).hasSameSizeAs(orders);
    }

    /** The only order, once there is no way to carry it out. */
    Intent awaitRejected() {
        Instant deadline = Instant.now().plus(TestSystem.PATIENCE);
        Intent intent = Intent.getDefaultInstance();
        DemoOrder order = orders.getFirst();
        while (Instant.now().isBefore(deadline)) {
            intent = system.client
                    .intents(order.tenantId())
                    .getIntent(GetIntentRequest.newBuilder()
                            .setIntentId(order.intentId(id))
                            .build())
                    .getIntent();
            if (intent.getState() == IntentState.INTENT_STATE_REJECTED) {
                return intent;
            }
            pause();
        }
        throw new AssertionError("Not rejected: " + intent);
    }

    void awaitNothingHeld() {
        Instant deadline = Instant.now().plus(TestSystem.PATIENCE);
        List<Carriers.Order> held = List.of();
        while (Instant.now().isBefore(deadline)) {
            held = WholeSystemTest.CARRIERS.stream()
                    .flatMap(carrier -> system.carriers.orders(carrier).stream())
                    .filter(order -> order.clientReference().contains(id))
                    .toList();
            if (held.isEmpty()) {
                return;
            }
            pause();
        }
        throw new AssertionError("Still held: " + held);
    }

    void awaitAndTerminate() {
        awaitActive();
        // Here the plans, the orders and the open intervals are there to be compared.
        system.everythingHolds();
        customers.terminate(orders);
        awaitTerminated();
    }

    void awaitRecord(EventReader events, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        Instant deadline = Instant.now().plus(TestSystem.PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            for (ConsumerRecord<String, byte[]> record : events.next(Duration.ofMillis(20))) {
                if (record.key().contains(id) && wanted.test(record)) {
                    return;
                }
            }
        }
        throw new AssertionError("The record that was waited for did not come.");
    }

    static boolean isPlan(ConsumerRecord<String, byte[]> record, long leastRevision) {
        if (!record.topic().equals(Topic.PATHS.topicName())) {
            return false;
        }
        try {
            return PathRecord.parseFrom(record.value()).getPlan().getRevision() >= leastRevision;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
