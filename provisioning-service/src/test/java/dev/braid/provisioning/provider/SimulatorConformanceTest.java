package dev.braid.provisioning.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.braid.adapter.conformance.AdapterChannel;
import dev.braid.adapter.conformance.ConformanceSuite;
import dev.braid.adapter.conformance.Finding.Result;
import dev.braid.adapter.conformance.Report;
import dev.braid.adapter.conformance.Target;
import dev.braid.adapter.server.AdapterBench;
import dev.braid.adapter.server.AdapterServer;
import dev.braid.adapter.server.CarrierAdapter;
import dev.braid.api.adapter.v1.ProviderFault;
import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order;
import dev.braid.provisioning.domain.Route;
import dev.braid.provisioning.support.ProvisioningStack;
import io.grpc.ManagedChannel;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our HTTP adapter before the real order desk of the simulator, which runs as a process of its own. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class SimulatorConformanceTest {
    private static final String PROVIDER = "atlas";
    private static final List<String> LINKS = List.of("atlas-lon-par-1", "atlas-par-fra-1");
    private static final long BPS = 10_000_000;
    private static final Duration TIMEOUT = Duration.ofMillis(800);

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpAdapter.client(TIMEOUT, threads);
    private final Map<String, List<String>> routes = new ConcurrentHashMap<>();
    private SimulatorProcess simulator;
    private FaultyDoor door;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        assumeTrue(
                Files.exists(SimulatorProcess.JAR),
                "The simulator is not built: ./mvnw -DskipTests -pl deploy/simulator -am package");
        simulator = new SimulatorProcess(folder);
        door = new FaultyDoor(simulator, PROVIDER);
    }

    @AfterEach
    void stop() {
        if (simulator != null) {
            door.close();
            simulator.close();
        }
        client.shutdownNow();
        threads.shutdownNow();
    }

    @Test
    void theSimulatorsApiPassesTheSuite() throws IOException {
        try (AdapterServer server = AdapterServer.serving(served())
                .withBench(new Bench())
                .version("of this build")
                .listen("127.0.0.1", 0)) {
            ManagedChannel channel =
                    AdapterChannel.open("127.0.0.1", server.port(), Optional.empty(), Optional.empty());
            try {
                Target target = Target.of(channel, PROVIDER, LINKS, BPS);
                Report report = new ConformanceSuite(target).run(_ -> {});

                assertThat(report.names(Result.FAIL)).as(report.table()).isEmpty();
                assertThat(report.passed()).as(report.table()).isTrue();
                assertThat(report.names(Result.SKIPPED))
                        .as(report.table())
                        .containsExactly(
                                "watch",
                                "hand-over",
                                "hand-over-chosen",
                                "hand-over-conflict",
                                "hand-over-shared",
                                "hand-over-unknown");
            } finally {
                channel.shutdownNow();
            }
        }
    }

    /** A worker froze with a command underway, another took its connection over, and then the command arrives. */
    @Test
    void theDelayedCommandOfAWorkerThatLostItsClaimIsRefused() throws Exception {
        HttpAdapter before = adapter(door.url());
        HttpAdapter after = adapter(simulator.url());
        answer(before.reserve(command(Verb.RESERVE, BPS, 3)).subscribeAsCompletionStage());
        answer(before.activate(command(Verb.ACTIVATE, BPS, 3)).subscribeAsCompletionStage());
        CountDownLatch latch = door.holdNext();
        CompletableFuture<Answer> delayed =
                before.modify(command(Verb.MODIFY, 9 * BPS, 3)).subscribeAsCompletionStage();

        assertThat(answer(after.modify(command(Verb.MODIFY, 2 * BPS, 4)).subscribeAsCompletionStage()))
                .isInstanceOf(Answer.Done.class);
        latch.countDown();

        assertThat(answer(delayed)).isInstanceOf(Answer.Unknown.class);
        assertThat(answer(after.readBack(command(Verb.READ_BACK, BPS, 4)).subscribeAsCompletionStage()))
                .isInstanceOfSatisfying(Answer.Done.class, done -> {
                    assertThat(done.order().standing()).isEqualTo(Order.Standing.IN_SERVICE);
                    assertThat(done.order().bandwidthBps()).isEqualTo(2 * BPS);
                });
        // Also when it is sent once more, with a newer plan.
        assertThat(answer(after.release(command(Verb.RELEASE, BPS, 3)).subscribeAsCompletionStage()))
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown -> assertThat(unknown.cause()).contains("STALE_EPOCH"));
    }

    @Test
    void anOrderOverOtherLinksThanWereOrderedIsAstray() throws Exception {
        HttpAdapter adapter = adapter(simulator.url());
        answer(adapter.reserve(command(Verb.RESERVE, BPS, 1)).subscribeAsCompletionStage());
        List<String> others = LINKS.subList(0, 1);

        for (Verb verb : List.of(Verb.RESERVE, Verb.READ_BACK)) {
            assertThat(answer(adapter.carryOut(command(verb, others, BPS, 1)).subscribeAsCompletionStage()))
                    .isInstanceOfSatisfying(
                            Answer.Done.class,
                            done -> assertThat(done.order().astray())
                                    .contains("links %s and not %s".formatted(LINKS, others)));
        }
        answer(adapter.release(command(Verb.RELEASE, others, BPS, 1)).subscribeAsCompletionStage());
        assertThat(answer(adapter.readBack(command(Verb.READ_BACK, others, BPS, 1))
                        .subscribeAsCompletionStage()))
                .isInstanceOfSatisfying(
                        Answer.Done.class,
                        done -> assertThat(done.order().astray())
                                .as("where it ran no longer matters once it is over")
                                .isEmpty());
    }

    private static Command command(Verb verb, long bps, long epoch) {
        return command(verb, LINKS, bps, epoch);
    }

    private static Command command(Verb verb, List<String> linkIds, long bps, long epoch) {
        return new Command(
                        verb,
                        "acme.two.1.1",
                        new Route(PROVIDER, linkIds),
                        bps,
                        7,
                        Instant.now().plusSeconds(60))
                .under(epoch);
    }

    private static Answer answer(CompletableFuture<Answer> answer) throws Exception {
        return answer.get(30, TimeUnit.SECONDS);
    }

    private CarrierAdapter served() {
        return new ServedAdapter(adapter(door.url()), client, door.url(), PROVIDER, true, routes);
    }

    private HttpAdapter adapter(URI url) {
        TestBounds bounds = new TestBounds(TIMEOUT);
        return new HttpAdapter(
                client, new CallGuard(PROVIDER, bounds), url, PROVIDER, Optional.of(SimulatorProcess.API_KEY), bounds);
    }

    private final class Bench implements AdapterBench {
        @Override
        public boolean arrange(String providerId, ProviderFault fault, int callCount) {
            door.arrange(fault, callCount);
            return true;
        }

        /** What must outlive the adapter stands in the simulator's journal, so that goes down with it. */
        @Override
        public CarrierAdapter restart() throws IOException, InterruptedException {
            simulator.killAndStart();
            return served();
        }

        @Override
        public Map<String, Long> inspect(String providerId) throws IOException, InterruptedException {
            Map<String, Long> held = new HashMap<>();
            JsonObject list = new JsonObject(simulator
                    .send("GET", "/carriers/%s/orders".formatted(providerId), "")
                    .body());
            list.getJsonArray("orders").forEach(each -> {
                JsonObject order = (JsonObject) each;
                held.put(order.getString("clientReference"), order.getLong("bandwidthBps"));
            });
            return held;
        }
    }
}
