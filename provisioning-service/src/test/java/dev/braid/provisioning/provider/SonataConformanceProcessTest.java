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
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.ProviderFault;
import dev.braid.embedded.FreePort;
import dev.braid.provisioning.provider.sonata.SonataListener;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our buyer of LSO Sonata before a seller in a process of its own. The published API knows no terms of commands: who
 * serves the buyer behind the contract remembers them, as the kit does.
 */
class SonataConformanceProcessTest {
    private static final String PROVIDER = "atlas";
    private static final List<String> LINKS = List.of("atlas-lon-par-1", "atlas-par-fra-1");
    private static final long BPS = 10_000_000;
    private static final Duration TIMEOUT = Duration.ofMillis(1200);

    @TempDir
    private Path folder;

    private final Map<String, List<String>> routes = new ConcurrentHashMap<>();

    @Test
    void buyingThroughSonataPassesTheSuite() throws Exception {
        assumeTrue(Files.exists(SimulatorProcess.JAR), "The simulator is not built: " + SimulatorProcess.JAR);
        try (SimulatorProcess simulator = new SimulatorProcess(folder)) {
            assertThat(passes(simulator)).isEmpty();
        }
    }

    @Test
    void soItDoesFromASellerWhosePeopleLookAtEveryOrder() throws Exception {
        assumeTrue(Files.exists(SimulatorProcess.JAR), "The simulator is not built: " + SimulatorProcess.JAR);
        try (SimulatorProcess simulator = new SimulatorProcess(folder, Map.of(PROVIDER, 1), Duration.ofMillis(100))) {
            assertThat(passes(simulator))
                    .contains(OrderStanding.ORDER_STANDING_PENDING, OrderStanding.ORDER_STANDING_IN_SERVICE);
        }
    }

    /** Passes, and tells how orders stood that waited for somebody. */
    private Set<OrderStanding> passes(SimulatorProcess simulator) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                FaultyDoor door = new FaultyDoor(simulator, PROVIDER);
                SonataListener listener = SonataListener.open(
                                new SimpleMeterRegistry(), SonataBuyer.listening(FreePort.find()))
                        .orElseThrow()) {
            Bench bench = new Bench(client, simulator, door, listener, routes);
            ServedAdapter served = bench.served();
            try (AdapterServer server = AdapterServer.serving(served)
                    .remembering(folder.resolve("terms.journal"))
                    .withBench(bench)
                    .version("of this build")
                    .listen("127.0.0.1", 0)) {
                return passes(server, served);
            }
        }
    }

    private static Set<OrderStanding> passes(AdapterServer server, ServedAdapter served) throws IOException {
        ManagedChannel channel = AdapterChannel.open("127.0.0.1", server.port(), Optional.empty(), Optional.empty());
        try {
            Report report = new ConformanceSuite(Target.of(channel, PROVIDER, LINKS, BPS)).run(_ -> {});

            assertThat(report.names(Result.FAIL)).as(report.table()).isEmpty();
            assertThat(report.passed()).as(report.table()).isTrue();
            assertThat(report.names(Result.SKIPPED))
                    .as(report.table())
                    .containsExactly(
                            "hand-over",
                            "hand-over-chosen",
                            "hand-over-conflict",
                            "hand-over-shared",
                            "hand-over-unknown");
            return served.waited;
        } finally {
            channel.shutdownNow();
        }
    }

    private record Bench(
            HttpClient client,
            SimulatorProcess simulator,
            FaultyDoor door,
            SonataListener listener,
            Map<String, List<String>> routes)
            implements AdapterBench {
        ServedAdapter served() {
            SonataBuyer buyer = SonataBuyer.of(door.url(), PROVIDER, TIMEOUT, Optional.of(listener));
            return new ServedAdapter(buyer.adapter(), client, simulator.url(), PROVIDER, false, routes);
        }

        @Override
        public boolean arrange(String providerId, ProviderFault fault, int callCount) {
            door.arrange(fault, callCount);
            return true;
        }

        /** The seller dies with the buyer: its books are in its journals. */
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
