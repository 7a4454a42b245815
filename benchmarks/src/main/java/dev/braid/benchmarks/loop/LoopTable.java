package dev.braid.benchmarks.loop;

import dev.braid.benchmarks.loop.SlowLinks.Hit;
import dev.braid.benchmarks.process.Installation;
import dev.braid.benchmarks.process.ScratchFolder;
import dev.braid.benchmarks.process.Service;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedKafka;
import dev.braid.embedded.EmbeddedPostgres;
import dev.braid.embedded.FreePort;
import dev.braid.embedded.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How soon a connection is on another path when a link of it turns slow: a thousand connections, every link measured
 * once a second, telemetry, path computation, provisioning and the simulated carriers as they are shipped.
 */
public final class LoopTable {
    private static final int CONNECTIONS = 1_000;
    private static final int AT_ONCE = 10;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int BAD_WINDOWS = 3;
    private static final long EXTRA_US = 500_000;
    private static final double MOST_MS = 1_000;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final PrintStream out;
    private final Path repository;
    private final ScratchFolder scratch;
    private final Path folder;

    /** Prints there; the services are those built in the repository. */
    public LoopTable(PrintStream out, Path repository) throws IOException {
        // The broker and the clients tell much.
        Logger.getLogger("").setLevel(Level.WARNING);
        this.out = out;
        this.repository = repository;
        this.scratch = ScratchFolder.create();
        this.folder = scratch.path();
    }

    /** Measures until so many connections were moved. */
    public void print(int episodes) throws Exception {
        LoopNetwork network = LoopNetwork.read(repository.resolve("deploy/demo/world.json"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), FreePort.find());
                EmbeddedPostgres postgres = EmbeddedPostgres.start(
                        folder.resolve("postgres"),
                        FreePort.find(),
                        EmbeddedPostgres.Durability.FAST,
                        List.of(Database.PROVISIONING))) {
            Topics.create(kafka.bootstrapServers());
            try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", kafka.bootstrapServers()),
                    new StringSerializer(),
                    new ByteArraySerializer())) {
                network.publish(producer);
                Installation services = new Installation(repository, folder, kafka);
                try (Service carriers = services.carriers(heap(256), network.file(), true);
                        Service provisioning = services.provisioning(heap(256), postgres, carriers.port());
                        Service telemetry = services.start("telemetry-service", heap(256), List.of());
                        Service paths = services.start("path-computation-service", heap(512), guards());
                        LoopWatch watch = new LoopWatch(kafka.bootstrapServers());
                        SlowLinks links = new SlowLinks(carriers.port())) {
                    for (Service service : List.of(carriers, provisioning, telemetry)) {
                        service.await("UP");
                    }
                    paths.await("WRITER");
                    LoopOrders.send(producer, network.sites(), CONNECTIONS);
                    await("active", 180, () -> watch.active().size() == CONNECTIONS);
                    await("judged", 60, () -> watch.measured() == CONNECTIONS);
                    out.printf(
                            "%,d active connections; %,d links measured once a second; load average %.1f%n",
                            CONNECTIONS, network.topology().getLinksCount(), loadAverage());
                    measure(links, watch, episodes);
                }
            }
        } finally {
            scratch.close();
        }
    }

    /** Budgets of a larger network: with those of the shipped settings, hundreds of moves would take an hour. */
    private static List<String> guards() {
        return List.of(
                "braid.path.planning.instance-id=bench",
                "braid.path.guard.slow.per-minute=1000",
                "braid.path.guard.slow.per-link-per-minute=1000",
                "braid.path.guard.slow.per-provider-per-minute=1000",
                "braid.path.guard.slow.per-metro-per-minute=1000");
    }

    /** As a system on one machine starts them: the second compiler of every process would be in the way for minutes. */
    private static List<String> heap(int mib) {
        return List.of("-Xmx" + mib + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }

    private void measure(SlowLinks links, LoopWatch watch, int wanted) throws Exception {
        List<Episode> episodes = new ArrayList<>();
        int hit = 0;
        for (int round = -WARM_UP_ROUNDS; episodes.size() < wanted; round++) {
            List<Hit> hits = links.choose(watch.active(), AT_ONCE);
            if (hits.isEmpty()) {
                break;
            }
            // A fault keeps to no second: the windows it fills begin anywhere in it.
            Thread.sleep(2_000 + (round * 137L & 1023));
            links.slow(hits, EXTRA_US);
            List<Episode> moved = await(watch, hits);
            links.slow(hits, 0);
            if (round >= 0) {
                hit += hits.size();
                episodes.addAll(moved);
            }
        }
        out.printf(
                "%d connections hit, %d moved; load average %.1f; held meanwhile: %s%n",
                hit, episodes.size(), loadAverage(), watch.held());
        out.printf("%-44s%9s%9s%9s%n", "ms", "p50", "p99", "max");
        print("window that breaks the promise -> judged", episodes, e -> e.judgedUs() - e.breachUs());
        print("judged -> another path decided", episodes, e -> e.decidedUs() - e.judgedUs());
        print("decided -> traffic on it", episodes, e -> e.switchedUs() - e.decidedUs());
        double p99 = print("window -> traffic on it", episodes, e -> e.switchedUs() - e.breachUs());
        print("window -> known to path computation", episodes, e -> e.knownUs() - e.breachUs());
        if (p99 > MOST_MS) {
            throw new IllegalStateException(
                    "From the window to the other path it took %.0f ms (p99), more than %.0f ms."
                            .formatted(p99, MOST_MS));
        }
    }

    private static List<Episode> await(LoopWatch watch, List<Hit> hits) throws InterruptedException {
        long end = System.nanoTime() + 12 * SECOND_NANOS;
        while (true) {
            List<Episode> moved = hits.stream()
                    .map(hit -> watch.episode(hit.connectionId(), hit.revision(), hit.slowLinkId(), BAD_WINDOWS))
                    .flatMap(Optional::stream)
                    .toList();
            if (moved.size() == hits.size() || System.nanoTime() > end) {
                return moved;
            }
            Thread.sleep(50);
        }
    }

    private double print(String what, List<Episode> episodes, ToLongFunction<Episode> tookUs) {
        long[] sorted = episodes.stream().mapToLong(tookUs).sorted().toArray();
        double p99 = sorted[Math.ceilDiv(sorted.length * 99, 100) - 1] / 1e3;
        out.printf(
                "%-44s%9.0f%9.0f%9.0f%n", what, sorted[sorted.length / 2] / 1e3, p99, sorted[sorted.length - 1] / 1e3);
        return p99;
    }

    private static void await(String what, int seconds, BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + seconds * SECOND_NANOS;
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Not all connections were %s in %d s.".formatted(what, seconds));
            }
            Thread.sleep(100);
        }
    }

    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
