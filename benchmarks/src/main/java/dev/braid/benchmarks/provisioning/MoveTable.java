package dev.braid.benchmarks.provisioning;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How fast connections that carry traffic are on the legs of another plan, when all of them are planned anew at once, and
 * what each takes of which process. The simulator's carriers take as long as they do by default.
 */
public final class MoveTable {
    private static final int CARRIERS = 20;
    private static final int MOVES = 3;
    private static final List<String> JAVA_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");
    /** As one machine starts it: old legs are released when the soak is over. */
    private static final String NO_QUIET_START = "braid.provisioning.rollout.quiet-start=0s";

    private final PrintStream out;
    private final Path repository;

    /** Prints there; the services are those built in the repository. */
    public MoveTable(PrintStream out, Path repository) {
        // The broker and the clients tell much.
        Logger.getLogger("").setLevel(Level.WARNING);
        this.out = out;
        this.repository = repository;
    }

    /** Measures with so many connections. */
    public void print(int connections) throws Exception {
        if (connections < 1) {
            throw new IllegalArgumentException(
                    "%d connections cannot be moved; at least 1 is needed.".formatted(connections));
        }
        try (ScratchFolder scratch = ScratchFolder.create()) {
            Path folder = scratch.path();
            CarrierPark.write(folder.resolve("world.json"), CARRIERS);
            try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), FreePort.find());
                    EmbeddedPostgres postgres = EmbeddedPostgres.start(
                            folder.resolve("postgres"),
                            FreePort.find(),
                            EmbeddedPostgres.Durability.FAST,
                            List.of(Database.PROVISIONING))) {
                Topics.create(kafka.bootstrapServers());
                Installation services = new Installation(repository, folder, kafka);
                try (Service carriers = services.carriers(JAVA_OPTIONS, folder.resolve("world.json"), false);
                        Service provisioning =
                                services.provisioning(JAVA_OPTIONS, postgres, carriers.port(), NO_QUIET_START);
                        LegLoad load = new LegLoad(kafka.bootstrapServers(), CARRIERS)) {
                    carriers.await("UP");
                    provisioning.await("UP");
                    measure(connections, load, new Meter(provisioning, carriers, postgres));
                }
            }
        }
    }

    private void measure(int connections, LegLoad load, Meter meter) throws Exception {
        out.printf("%d connections, two legs each, at %d carriers.%n", connections, CARRIERS);
        out.printf(
                "%-10s%9s%9s%9s%9s   %s%n",
                "", "last s", "per s", "p50 ms", "p99 ms", "for each connection: CPU ms of");
        out.printf(
                "%46s   %13s%9s%9s%9s%8s%8s%n",
                "", "provisioning", "carriers", "database", "others", "calls", "writes");
        Spent before = meter.read();
        Duration first = load.activate(2 * connections, CARRIERS, 0);
        line("first", connections, List.of(first), meter.read().minus(before));
        for (int move = 1; move <= MOVES; move++) {
            Spent atStart = meter.read();
            List<Duration> taken = load.move();
            line("move " + move, connections, taken, meter.read().minus(atStart));
            if (move < MOVES) {
                load.awaitOldLegsReleased();
            }
        }
    }

    private void line(String name, int connections, List<Duration> taken, Spent spent) {
        List<Duration> sorted = taken.stream().sorted().toList();
        double lastSeconds = sorted.getLast().toNanos() / 1e9;
        out.printf(
                "%-10s%9.2f%9.0f%9d%9d   %13.2f%9.2f%9.2f%9.2f%8.1f%8.2f%n",
                name,
                lastSeconds,
                connections / lastSeconds,
                sorted.get(sorted.size() / 2).toMillis(),
                sorted.get(sorted.size() * 99 / 100).toMillis(),
                each(spent.provisioning(), connections),
                each(spent.carriers(), connections),
                each(spent.database(), connections),
                each(spent.others(), connections),
                (double) spent.calls() / connections,
                (double) spent.transactions() / connections);
    }

    private static double each(Duration spent, int connections) {
        return spent.toNanos() / 1e6 / connections;
    }

    private record Meter(Service provisioning, Service carriers, EmbeddedPostgres postgres) {
        Spent read() throws IOException, InterruptedException, java.sql.SQLException {
            return Spent.now(provisioning, carriers, postgres);
        }
    }
}
