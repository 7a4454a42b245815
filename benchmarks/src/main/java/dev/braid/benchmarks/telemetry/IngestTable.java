package dev.braid.benchmarks.telemetry;

import dev.braid.api.Topic;
import dev.braid.benchmarks.process.Child;
import dev.braid.benchmarks.process.Installation;
import dev.braid.benchmarks.process.ScratchFolder;
import dev.braid.benchmarks.process.Service;
import dev.braid.benchmarks.telemetry.WindowCheck.Found;
import dev.braid.embedded.EmbeddedKafka;
import dev.braid.embedded.FreePort;
import dev.braid.embedded.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;

/**
 * What samples cost telemetry-service, Kafka to Kafka, beside a consumer that only counts their bytes: at the same rate,
 * as they are measured, on one broker. Every window that comes out is held against an exact one.
 */
public final class IngestTable {
    private static final int WARM_UP_SECONDS = Integer.getInteger("braid.bench.warm-up", 15);
    private static final int SECONDS = Integer.getInteger("braid.bench.seconds", 20);
    private static final double MOST_ERROR = 0.01;
    private static final String ACCEPTED = "braid_telemetry_samples_accepted_total{entrance=\"kafka\"";
    private static final String REFUSED = "braid_telemetry_samples_refused_total{entrance=\"kafka\"";
    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

    private final PrintStream out;
    private final Path repository;
    private final ScratchFolder scratch;
    private final Path folder;

    /** Prints there; the service is the one built in the repository. */
    public IngestTable(PrintStream out, Path repository) throws IOException {
        // The broker and the clients tell much.
        Logger.getLogger("").setLevel(Level.WARNING);
        this.out = out;
        this.repository = repository;
        this.scratch = ScratchFolder.create();
        this.folder = scratch.path();
    }

    /** Measures at these rates; at the first of them all windows must be right, or it fails. */
    public void print(List<Integer> perSecond) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), FreePort.find())) {
            Topics.create(kafka.bootstrapServers());
            MeasuredLinks.publish(kafka.bootstrapServers());
            out.printf(
                    "%,d links in turns, %d s a round; broker and sender on the same %d cores.%n%-18s %9s %9s %9s %12s %8s%n",
                    SampleLoad.LINKS,
                    SECONDS,
                    Runtime.getRuntime().availableProcessors(),
                    "reader",
                    "samples/s",
                    "CPU each",
                    "others",
                    "sender late",
                    "load");
            try (SampleSender sender = new SampleSender(kafka.bootstrapServers())) {
                double bareUs = bare(kafka, sender, perSecond.getFirst());
                served(kafka, sender, perSecond, bareUs);
            }
        } finally {
            scratch.close();
        }
    }

    private double bare(EmbeddedKafka kafka, SampleSender sender, int perSecond) throws Exception {
        List<String> arguments = List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BareReader.class.getName(),
                kafka.bootstrapServers());
        try (Child reader = new Child(folder.resolve("bare.log"), arguments)) {
            sender.send(load(WARM_UP_SECONDS, perSecond));
            return round("bare consumer", sender, load(SECONDS, perSecond), reader, () -> isReadBare(kafka));
        }
    }

    private void served(EmbeddedKafka kafka, SampleSender sender, List<Integer> rates, double bareUs) throws Exception {
        try (Service service = start(kafka);
                WindowCheck check = new WindowCheck(kafka.bootstrapServers())) {
            service.await("UP");
            sender.send(load(WARM_UP_SECONDS, rates.getFirst()));
            for (int perSecond : rates) {
                Thread.sleep(2_000);
                double refused = service.metric(REFUSED);
                double before = seen(service);
                SampleLoad load = load(SECONDS, perSecond);
                double us = round(
                        "telemetry-service",
                        sender,
                        load,
                        service.child(),
                        () -> seen(service) - before >= load.samples());
                Found found = check.of(load);
                print(found, us, us / bareUs, service.metric(REFUSED) - refused);
                if (perSecond == rates.getFirst()
                        && (found.right() < found.expected() || found.mostError() > MOST_ERROR)) {
                    throw new IllegalStateException(
                            "At %,d samples a second not all windows are right.".formatted(perSecond));
                }
            }
        }
    }

    private static double seen(Service service) throws IOException, InterruptedException {
        return service.metric(ACCEPTED) + service.metric(REFUSED);
    }

    /** Whether all that was sent is read. */
    private interface Drain {
        boolean done() throws Exception;
    }

    private double round(String what, SampleSender sender, SampleLoad load, Child reader, Drain drain)
            throws Exception {
        Duration cpu = reader.cpuTime();
        Duration others = ownCpuTime();
        long lateUs = sender.send(load);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!drain.done()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Not all samples were read by the " + what);
            }
            Thread.sleep(10);
        }
        double seconds = wallUs() / 1e6 - load.firstSecond();
        double us = reader.cpuTime().minus(cpu).toNanos() / 1e3 / load.samples();
        out.printf(
                "%-18s %,9.0f %6.2f us %6.2f us %9d ms %8.1f%n",
                what,
                load.samples() / seconds,
                us,
                ownCpuTime().minus(others).toNanos() / 1e3 / load.samples(),
                lateUs / 1_000,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return us;
    }

    private void print(Found found, double us, double ratio, double refused) {
        out.printf(
                "  ratio %.2f, %,.0f a second and core; %,d of %,d windows count right, %,.0f samples refused; largest error %.2f %% (p50) %.2f %% (p95)"
                        + " %.2f %% (p99); published %d ms (median), %d ms (p99), %d ms (longest) after their end%n",
                ratio,
                1e6 / us,
                found.right(),
                found.expected(),
                refused,
                100 * found.errors()[0],
                100 * found.errors()[1],
                100 * found.errors()[2],
                found.delayMs()[0],
                found.delayMs()[1],
                found.delayMs()[2]);
    }

    private static SampleLoad load(int seconds, int perSecond) {
        return new SampleLoad(Instant.now().getEpochSecond() + 2, seconds, perSecond);
    }

    private static boolean isReadBare(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return MeasuredLinks.unread(admin, BareReader.GROUP, Topic.SAMPLES) == 0;
        }
    }

    private Service start(EmbeddedKafka kafka) throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC"));
        options.addAll(
                Arrays.asList(System.getProperty("braid.bench.java-options", "").split(" ")));
        options.removeIf(String::isBlank);
        return new Installation(repository, folder, kafka).start("telemetry-service", options, List.of());
    }

    private static Duration ownCpuTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static long wallUs() {
        return System.currentTimeMillis() * 1_000;
    }
}
