package dev.braid.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.Topic;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.api.path.v1.GetPathRequest;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.local.Terminal;
import dev.braid.local.check.InvariantCheck;
import dev.braid.local.client.BraidClient;
import dev.braid.local.client.Carriers;
import dev.braid.local.client.EventReader;
import dev.braid.local.command.RunningSystem;
import dev.braid.local.installation.Installation;
import dev.braid.local.installation.Service;
import dev.braid.local.process.Launcher;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The real processes on one machine: the main flow, and the same with each service killed in the middle of it. After each
 * test everything that must always hold is checked from outside.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeSystemTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final List<Service> KILLED = List.of(
            Service.INTENT, Service.PATH, Service.PROVISIONING, Service.TELEMETRY, Service.GATEWAY, Service.SIMULATOR);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path home;

    private static Installation installation;
    private static Launcher launcher;
    private static BraidClient client;
    private static Carriers carriers;

    /** Where in the main flow a process is killed. */
    enum Moment {
        AFTER_SUBMIT,
        WHILE_PLANNING,
        WHILE_PROVISIONING,
        WHILE_MOVING,
        WHILE_TERMINATING
    }

    @BeforeAll
    static void start() throws Exception {
        installation = TestInstallation.in(home);
        launcher = RunningSystem.start(installation, Terminal.standard());
        client = new BraidClient(installation);
        carriers = new Carriers(installation);
    }

    @AfterAll
    static void stop() {
        if (launcher != null) {
            client.close();
            carriers.close();
            List<ProcessHandle> processes = launcher.running().stream()
                    .flatMap(running -> ProcessHandle.of(running.pid()).stream())
                    .toList();
            launcher.close();
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
        }
    }

    @AfterEach
    void everythingThatMustHoldDoes() {
        everythingHolds();
    }

    private static void everythingHolds() {
        assertThat(new InvariantCheck(installation, client, carriers).await(PATIENCE))
                .isEmpty();
    }

    @Test
    @Order(1)
    void anIntentBecomesALiveConnectionAndLatencyMovesIt() {
        DemoReport report = new Demo(installation, client, carriers, Terminal.standard()).run();

        assertThat(report.failure).isEmpty();
        assertThat(report.ok).isTrue();
        assertThat(report.move.breachMillis()).isPositive();
        assertThat(report.move.newPath().latencyUs()).isLessThanOrEqualTo(report.path.maxLatencyUs());
    }

    @Test
    @Order(2)
    void aThousandEqualSubmitsMakeOneIntentAndAnotherBodyIsRefused() throws Exception {
        Run run = new Run(DemoScript.ORDERS.subList(0, 1));
        DemoOrder order = run.orders.getFirst();
        SubmitIntentRequest request = SubmitIntentRequest.newBuilder()
                .setIntentId(order.intentId(run.id))
                .setSpec(order.spec())
                .build();

        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1000; i++) {
                answers.add(threads.submit(() -> {
                    var intent = client.intents(order.tenantId())
                            .submitIntent(request)
                            .getIntent();
                    return "%s %s".formatted(intent.getIntentId(), intent.getCreateTime());
                }));
            }
        }

        String first = answers.getFirst().get();
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo(first);
        }
        SubmitIntentRequest other = request.toBuilder()
                .setSpec(request.getSpec().toBuilder().setBandwidthBps(1_000_000))
                .build();
        assertThat(code(() -> client.intents(order.tenantId()).submitIntent(other)))
                .isEqualTo(Status.Code.ALREADY_EXISTS);
        run.awaitAndTerminate();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    @Order(3)
    void everyServiceMayBeKilledAt(Moment moment) {
        for (Service service : KILLED) {
            Run run = new Run(List.of(DemoScript.ORDERS.get(0), DemoScript.ORDERS.get(7)));
            Promise promise = Promise.find(run.orders, client);
            run.promise(promise);
            System.out.printf("%s: %s is killed, run %s%n", moment, service.label(), run.id);
            run.killAt(moment, service, promise);
        }
    }

    @Test
    @Order(4)
    void anyServiceMayBeKilledAtAnyTime() throws Exception {
        long seed = Long.getLong("braid.test.seed", System.nanoTime());
        System.out.printf("Kills at random times, -Dbraid.test.seed=%d%n", seed);
        Random random = new Random(seed);
        int rounds = Integer.getInteger("braid.test.rounds", 6);
        for (int round = 0; round < rounds; round++) {
            Run run = new Run(List.of(
                    DemoScript.ORDERS.get(random.nextInt(7)),
                    DemoScript.ORDERS.get(7 + random.nextInt(3)),
                    DemoScript.ORDERS.get(10 + random.nextInt(10))));
            run.customers.submit(run.orders);
            killSoon(random, 1500);
            if (random.nextBoolean()) {
                killSoon(random, 3000);
            }
            if (random.nextBoolean()) {
                run.awaitActive();
            }
            run.customers.terminate(run.orders);
            killSoon(random, 1500);
            run.awaitTerminated();
        }
    }

    private static void killSoon(Random random, int withinMillis) throws InterruptedException {
        Service service = KILLED.get(random.nextInt(KILLED.size()));
        int millis = random.nextInt(withinMillis);
        Thread.sleep(millis);
        System.out.printf("%s is killed after %d ms%n", service.label(), millis);
        launcher.kill(service);
    }

    private static Status.Code code(Runnable call) {
        try {
            call.run();
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    /** Some orders of one run, whose ids no other run has. */
    private static final class Run {
        private final String id =
                "t%s-%d".formatted(Long.toString(System.currentTimeMillis(), 36), RUNS.incrementAndGet());
        private final Customers customers = new Customers(client, id);
        private List<DemoOrder> orders;

        private Run(List<DemoOrder> orders) {
            this.orders = orders;
            customers.attach(orders);
        }

        private void promise(Promise promise) {
            orders = orders.stream()
                    .map(order -> order.name().equals(promise.order().name()) ? promise.order() : order)
                    .toList();
        }

        private void killAt(Moment moment, Service service, Promise promise) {
            try (EventReader events =
                    EventReader.fromNow(installation.bootstrapServers(), Topic.INTENTS, Topic.PATHS)) {
                customers.submit(orders);
                switch (moment) {
                    case AFTER_SUBMIT -> launcher.kill(service);
                    case WHILE_PLANNING -> {
                        awaitRecord(events, record -> record.topic().equals(Topic.INTENTS.topicName()));
                        launcher.kill(service);
                    }
                    case WHILE_PROVISIONING -> {
                        awaitRecord(events, record -> isPlan(record, 1));
                        launcher.kill(service);
                    }
                    case WHILE_MOVING -> {
                        awaitActive();
                        move(promise, service, events);
                    }
                    case WHILE_TERMINATING -> {
                        awaitActive();
                        customers.terminate(orders);
                        launcher.kill(service);
                    }
                }
            }
            if (moment == Moment.WHILE_TERMINATING) {
                awaitTerminated();
            } else {
                awaitAndTerminate();
            }
        }

        private void move(Promise promise, Service service, EventReader events) {
            String connectionId = "%s.%s.1"
                    .formatted(promise.order().tenantId(), promise.order().intentId(id));
            PathPlan plan = client.allPaths()
                    .getPath(GetPathRequest.newBuilder()
                            .setConnectionId(connectionId)
                            .build())
                    .getPath()
                    .getPlan();
            String link = Promise.longest(plan.getHopsList()).getLinkId();
            long extraUs = promise.order().maxLatencyUs() - plan.getExpectedLatencyUs() + 40_000;
            carriers.raiseLatency(link, extraUs);
            awaitRecord(events, record -> record.key().equals(connectionId) && isPlan(record, plan.getRevision() + 1));
            launcher.kill(service);
            awaitRest(connectionId, plan.getRevision() + 1);
            carriers.raiseLatency(link, 0);
        }

        /** The newest plan carries traffic and nothing older is held. */
        private void awaitRest(String connectionId, long leastRevision) {
            Instant deadline = Instant.now().plus(PATIENCE);
            PathRecord path = PathRecord.getDefaultInstance();
            while (Instant.now().isBefore(deadline)) {
                path = client.allPaths()
                        .getPath(GetPathRequest.newBuilder()
                                .setConnectionId(connectionId)
                                .build())
                        .getPath();
                if (path.getPhase() == PathPhase.PATH_PHASE_ACTIVE
                        && path.getPlan().getRevision() >= leastRevision
                        && path.getHeldPlansCount() == 0) {
                    return;
                }
                pause();
            }
            throw new AssertionError("Not at rest: " + path);
        }

        private void awaitActive() {
            Map<DemoOrder, Long> times =
                    customers.await(orders, IntentState.INTENT_STATE_ACTIVE, Instant.now(), PATIENCE);
            assertThat(times).hasSameSizeAs(orders);
        }

        private void awaitTerminated() {
            Map<DemoOrder, Long> times =
                    customers.await(orders, IntentState.INTENT_STATE_TERMINATED, Instant.now(), PATIENCE);
            assertThat(times).hasSameSizeAs(orders);
        }

        private void awaitAndTerminate() {
            awaitActive();
            // Here the plans, the orders and the open intervals are there to be compared.
            everythingHolds();
            customers.terminate(orders);
            awaitTerminated();
        }

        private void awaitRecord(EventReader events, Predicate<ConsumerRecord<String, byte[]>> wanted) {
            Instant deadline = Instant.now().plus(PATIENCE);
            while (Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<String, byte[]> record : events.next(Duration.ofMillis(20))) {
                    if (record.key().contains(id) && wanted.test(record)) {
                        return;
                    }
                }
            }
            throw new AssertionError("The record that was waited for did not come.");
        }

        private static boolean isPlan(ConsumerRecord<String, byte[]> record, long leastRevision) {
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
}
