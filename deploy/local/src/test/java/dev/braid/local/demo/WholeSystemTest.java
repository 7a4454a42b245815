package dev.braid.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.intent.v1.ConnectionDecision;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.api.path.v1.MoveDecision;
import dev.braid.api.path.v1.MoveJudged;
import dev.braid.api.path.v1.MoveResult.ResultCase;
import dev.braid.api.path.v1.RailVerdict;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.local.Terminal;
import dev.braid.local.client.Pages;
import dev.braid.local.installation.Service;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    private static final List<Service> KILLED = List.of(
            Service.INTENT, Service.PATH, Service.PROVISIONING, Service.TELEMETRY, Service.GATEWAY, Service.SIMULATOR);

    static final List<String> CARRIERS = List.of("atlas", "cordillon", "duneway", "norrvane", "pacifane", "swiftglass");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path home;

    private static TestSystem system;

    @BeforeAll
    static void start() throws Exception {
        system = new TestSystem(home);
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    @AfterEach
    void everythingThatMustHoldDoes() {
        system.everythingHolds();
    }

    @Test
    @Order(1)
    void anIntentBecomesALiveConnectionAndLatencyMovesIt() {
        DemoReport report = new Demo(system.installation, system.client, system.carriers, Terminal.standard()).run();

        assertThat(report.failure).isEmpty();
        assertThat(report.ok).isTrue();
        assertThat(report.move.breachMillis()).isPositive();
        assertThat(report.move.newPath().latencyUs()).isLessThanOrEqualTo(report.path.maxLatencyUs());
        itTellsWhyItMoved(report);
    }

    /** The connection is given back by now: why it was moved is kept. */
    private static void itTellsWhyItMoved(DemoReport report) {
        List<ConnectionDecision> decisions = new Pages(system.client).decisions(report.move.connectionId(), 200);
        ConnectionDecision move = decisions.stream()
                .filter(decision -> decision.getDecision().hasMoved())
                .findFirst()
                .orElseThrow();
        MoveDecision decided = move.getDecision();
        assertThat(decided.getJudgement().getBreaches(0).getMeasuredUs()).isGreaterThan(report.path.maxLatencyUs());
        assertThat(decided.getJudgement().getBreaches(0).getBoundUs()).isEqualTo(report.path.maxLatencyUs());
        assertThat(decided.getCurrent().getLinkIdsList()).contains(report.move.linkId());
        assertThat(decided.getProposed().getExpectedLatencyUs())
                .isEqualTo(report.move.newPath().latencyUs());
        assertThat(decided.getRailsList()).noneMatch(RailVerdict::getStops);
        assertThat(move.getResultsList())
                .extracting(result -> result.getResult().getResultCase())
                .containsExactly(ResultCase.ACTIVATED, ResultCase.JUDGED);
        MoveJudged judged = move.getResults(1).getResult().getJudged();
        assertThat(judged.getState()).isEqualTo(HealthState.HEALTH_STATE_MET);
        assertThat(judged.getMeasuredLatencyUs()).isBetween(1L, report.path.maxLatencyUs());
    }

    @Test
    @Order(2)
    void aThousandEqualSubmitsMakeOneIntentAndAnotherBodyIsRefused() throws Exception {
        Run run = new Run(system, DemoScript.ORDERS.subList(0, 1));
        DemoOrder order = run.orders().getFirst();
        SubmitIntentRequest request = SubmitIntentRequest.newBuilder()
                .setIntentId(order.intentId(run.id))
                .setSpec(order.spec())
                .build();

        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1000; i++) {
                answers.add(threads.submit(() -> {
                    var intent = system.client
                            .intents(order.tenantId())
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
        assertThat(code(() -> system.client.intents(order.tenantId()).submitIntent(other)))
                .isEqualTo(Status.Code.ALREADY_EXISTS);
        run.awaitAndTerminate();
    }

    @Test
    @Order(2)
    void whatAPreviewSaysIsWhatTheChangeThenDoes() throws Exception {
        Run run = new Run(system, List.of(PreviewPage.ARCHIVE));
        run.customers.submit(run.orders());
        run.awaitActive();
        PreviewPage page = new PreviewPage(system, run);
        page.asked();
        page.moved();
        run.awaitAndTerminate();
    }

    /** Whatever path is tried, a carrier on it says no. */
    @Test
    @Order(2)
    void anIntentSaysWhichCarrierRefusedItAndWhyAndNothingIsHeldOfIt() {
        Run run = new Run(system, DemoScript.ORDERS.subList(4, 5));
        CARRIERS.forEach(carrier -> system.carriers.rejectNext(carrier, 1_000));
        run.customers.submit(run.orders());
        Intent intent = run.awaitRejected();
        CARRIERS.forEach(carrier -> system.carriers.rejectNext(carrier, 0));

        String message = intent.getRejection().getMessage();
        assertThat(message).contains(" refused ", " rejects order ", ", and no other path does.");
        assertThat(CARRIERS).anyMatch(message::startsWith);
        run.awaitNothingHeld();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    @Order(3)
    void everyServiceMayBeKilledAt(Moment moment) {
        List<Run> runs = new ArrayList<>();
        for (Service service : KILLED) {
            Run run = new Run(system, List.of(DemoScript.ORDERS.get(0), DemoScript.ORDERS.get(7)));
            runs.add(run);
            Promise promise = Promise.find(run.orders(), system.client);
            run.promise(promise);
            System.out.printf("%s: %s is killed, run %s%n", moment, service.label(), run.id);
            run.killAt(moment, service, promise);
        }

        // Here the plans, the orders and the open intervals of all of them are there to be compared.
        system.everythingHolds();
        runs.forEach(run -> run.customers.terminate(run.orders()));
        runs.forEach(Run::awaitTerminated);
    }

    @Test
    @Order(4)
    void anyServiceMayBeKilledAtAnyTime() throws Exception {
        long seed = Long.getLong("braid.test.seed", System.nanoTime());
        System.out.printf("Kills at random times, -Dbraid.test.seed=%d%n", seed);
        Random random = new Random(seed);
        int rounds = Integer.getInteger("braid.test.rounds", 2);
        for (int round = 0; round < rounds; round++) {
            Run run = new Run(
                    system,
                    List.of(
                            DemoScript.ORDERS.get(random.nextInt(7)),
                            DemoScript.ORDERS.get(7 + random.nextInt(3)),
                            DemoScript.ORDERS.get(10 + random.nextInt(10))));
            run.customers.submit(run.orders());
            if (random.nextBoolean()) {
                Thread.sleep(random.nextInt(500));
                run.changeBandwidth(2 + random.nextInt(2));
            }
            killSoon(random, 1500);
            if (random.nextBoolean()) {
                killSoon(random, 3000);
            }
            if (random.nextBoolean()) {
                run.awaitActive();
            }
            run.customers.terminate(run.orders());
            killSoon(random, 1500);
            run.awaitTerminated();
        }
    }

    private static void killSoon(Random random, int withinMillis) throws InterruptedException {
        Service service = KILLED.get(random.nextInt(KILLED.size()));
        int millis = random.nextInt(withinMillis);
        Thread.sleep(millis);
        System.out.printf("%s is killed after %d ms%n", service.label(), millis);
        system.launcher.kill(service);
    }

    private static Status.Code code(Runnable call) {
        try {
            call.run();
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }
}
