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
import io.grpc.ManagedChannel;
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
    private static final Duration TIMEOUT = Duration.ofMillis(800);

    @TempDir
    private Path folder;

    private final Map<String, List<String>> routes = new ConcurrentHashMap<>();

    @Test
    void buyingThroughSonataPassesTheSuite() throws Exception {
        assumeTrue(Files.exists(SimulatorProcess.JAR), "The simulator is not built: " + SimulatorProcess.JAR);
        try (HttpClient client = HttpClient.newHttpClient();
                SimulatorProcess simulator = new SimulatorProcess(folder);
                FaultyDoor door = new FaultyDoor(simulator, PROVIDER);
                AdapterServer server = AdapterServer.serving(served(client, simulator, door, routes))
                        .remembering(folder.resolve("terms.journal"))
                        .withBench(new Bench(client, simulator, door, routes))
                        .version("of this build")
                        .listen("127.0.0.1", 0)) {
            ManagedChannel channel =
                    AdapterChannel.open("127.0.0.1", server.port(), Optional.empty(), Optional.empty());
            try {
                Report report = new ConformanceSuite(Target.of(channel, PROVIDER, LINKS, BPS)).run(_ -> {});

                assertThat(report.names(Result.FAIL)).as(report.table()).isEmpty();
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

    private static CarrierAdapter served(
            HttpClient client, SimulatorProcess simulator, FaultyDoor door, Map<String, List<String>> routes) {
        SonataBuyer buyer = SonataBuyer.of(door.url(), PROVIDER, TIMEOUT);
        return new ServedAdapter(buyer.adapter(), client, simulator.url(), PROVIDER, false, routes);
    }

    private record Bench(
            HttpClient client, SimulatorProcess simulator, FaultyDoor door, Map<String, List<String>> routes)
            implements AdapterBench {
        @Override
        public boolean arrange(String providerId, ProviderFault fault, int callCount) {
            door.arrange(fault, callCount);
            return true;
        }

        /** The seller dies with the buyer: its books are in its journals. */
        @Override
        public CarrierAdapter restart() throws IOException, InterruptedException {
            simulator.killAndStart();
            return served(client, simulator, door, routes);
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
