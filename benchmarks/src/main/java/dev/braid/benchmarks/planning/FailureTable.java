package dev.braid.benchmarks.planning;

import dev.braid.api.Topic;
import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.benchmarks.GeometricWan;
import dev.braid.benchmarks.WanDraft;
import dev.braid.benchmarks.process.ScratchFolder;
import dev.braid.benchmarks.process.Service;
import dev.braid.embedded.EmbeddedKafka;
import dev.braid.embedded.FreePort;
import dev.braid.embedded.LocalIssuer;
import dev.braid.embedded.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A link fails that carries many connections: how long after its record each has a new path, Kafka to Kafka, and whether
 * the more important came first. The service is a process of its own; what telemetry and provisioning say is played.
 */
public final class FailureTable {
    private static final int NODES = 1_000;
    private static final int ROUNDS = 3;
    /** So many connections for each on the failed link, about: the others are in the way as they would be. */
    private static final int CROWD = 8;

    private static final int PER_MINUTE = Integer.getInteger("braid.bench.per-minute", 100_000);
    private static final Duration QUIET = Duration.ofSeconds(20);
    /** A connection is judged when windows have shown it down; its link is known to be down before. */
    private static final Duration JUDGED_AFTER = Duration.ofSeconds(1);

    private static final Duration CALM = Duration.ofSeconds(4);
    private static final double MOST_SECONDS = 1;
    private static final long MINUTE_MICROS = 60_000_000;

    private final PrintStream out;
    private final Path program;
    private final ScratchFolder scratch;
    private final Map<String, Link> links = new HashMap<>();
    private final Map<String, PlacedPath> paths = new HashMap<>();
    private final List<Long> moveMicros = new ArrayList<>();

    /** Prints there; the program is the service's quarkus-run.jar. */
    public FailureTable(PrintStream out, Path program) throws IOException {
        // The broker and the clients tell much.
        Logger.getLogger("").setLevel(Level.WARNING);
        this.out = out;
        this.program = program;
        this.scratch = ScratchFolder.create();
    }

    /** Measures with about so many connections on the link that fails. */
    public void print(int connections) throws Exception {
        WanDraft wan = GeometricWan.of(NODES, 42 + NODES);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(scratch.path().resolve("kafka"), FreePort.find());
                KafkaProducer<String, byte[]> producer = producer(kafka)) {
            Topics.create(kafka.bootstrapServers());
            for (var element : WanElements.of(wan).entrySet()) {
                publish(producer, element.getKey(), element.getValue());
            }
            producer.flush();
            try (Service service = start(kafka)) {
                service.await("WRITER");
                PlayedServices played = new PlayedServices(producer);
                place(kafka, producer, played, CROWD * connections);
                double last = 0;
                for (int round = 1; round <= ROUNDS; round++) {
                    last = fail(kafka, service, played, connections, round);
                }
                out.printf("Within %.0f s: %s%n", MOST_SECONDS, last <= MOST_SECONDS ? "yes, in the last round" : "no");
                service.child().kill();
            }
        } finally {
            scratch.close();
        }
    }

    private void publish(KafkaProducer<String, byte[]> producer, String key, TopologyElement element) throws Exception {
        var sent = producer.send(new ProducerRecord<>(Topic.TOPOLOGY.topicName(), key, element.toByteArray()));
        if (key.startsWith("provider/")) {
            // A partition that is only just there may refuse a first batch and take the second.
            sent.get();
        }
        if (element.hasLink()) {
            links.put(element.getLink().getLinkId(), element.getLink());
        }
    }

    private Service start(EmbeddedKafka kafka) throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xmx2g", "-XX:+UseParallelGC"));
        options.addAll(
                Arrays.asList(System.getProperty("braid.bench.java-options", "").split(" ")));
        options.removeIf(String::isBlank);
        for (String what :
                List.of("per-minute", "per-link-per-minute", "per-provider-per-minute", "per-metro-per-minute")) {
            options.add("-Dbraid.path.guard.failed.%s=%d".formatted(what, PER_MINUTE));
        }
        options.addAll(List.of(
                "-Dquarkus.grpc.server.port=" + FreePort.find(),
                "-Dkafka.bootstrap.servers=" + kafka.bootstrapServers(),
                "-Dbraid.path.planning.instance-id=bench",
                "-Dmp.jwt.verify.publickey.location="
                        + LocalIssuer.in(scratch.path()).publicKeyFile().toUri()));
        return new Service(program, scratch.path(), options);
    }

    private static KafkaProducer<String, byte[]> producer(EmbeddedKafka kafka) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0, "batch.size", 256 << 10),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private void place(EmbeddedKafka kafka, KafkaProducer<String, byte[]> producer, PlayedServices played, int count) {
        try (Answers answers = new Answers(kafka.bootstrapServers(), Topic.PATHS.topicName())) {
            for (ProducerRecord<String, byte[]> intent :
                    IntentLoad.ofAllPriorities(NODES).next(count)) {
                producer.send(intent);
            }
            answers.await(count, answer -> know(PlacedPath.of(answer.value())));
        }
        activate(kafka, played, List.copyOf(paths.values()));
        out.printf("%,d connections are active.%n", paths.size());
    }

    private void know(PlacedPath path) {
        if (path.revision() > 0) {
            paths.put(path.connectionId(), path);
        }
    }

    private void activate(EmbeddedKafka kafka, PlayedServices played, List<PlacedPath> planned) {
        try (Answers answers = new Answers(kafka.bootstrapServers(), Topic.PATHS.topicName())) {
            planned.forEach(played::activated);
            int[] missing = {planned.size()};
            while (missing[0] > 0) {
                answers.read(answer -> {
                    PlacedPath path = PlacedPath.of(answer.value());
                    PlacedPath before = paths.put(path.connectionId(), path);
                    missing[0] -= path.active() && !before.active() ? 1 : 0;
                });
            }
        }
    }

    private String linkWith(int connections) {
        Map<String, Integer> carried = new HashMap<>();
        paths.values()
                .forEach(path -> path.linkIds().forEach(linkId -> carried.merge(either(linkId), 1, Integer::sum)));
        return carried.entrySet().stream()
                .min(Comparator.comparingInt(entry -> Math.abs(entry.getValue() - connections)))
                .orElseThrow()
                .getKey();
    }

    private String either(String linkId) {
        String back = links.get(linkId).getReverseLinkId();
        return linkId.compareTo(back) < 0 ? linkId : back;
    }

    private record Moved(PlacedPath path, int partition, double seconds) {}

    private double fail(EmbeddedKafka kafka, Service service, PlayedServices played, int connections, int round)
            throws Exception {
        String linkId = linkWith(connections);
        List<PlacedPath> affected = new ArrayList<>(paths.values().stream()
                .filter(path ->
                        path.linkIds().stream().anyMatch(it -> either(it).equals(linkId)))
                .toList());
        Collections.shuffle(affected, new Random(round));
        links.values().forEach(link -> played.measured(link.getLinkId(), link.getLatencyFloorUs(), false));
        played.flush();
        Thread.sleep(CALM);
        List<Moved> moved = new ArrayList<>();
        Duration cpu;
        try (Answers answers = new Answers(kafka.bootstrapServers(), Topic.PATHS.topicName())) {
            cpu = service.child().cpuTime();
            long start = System.nanoTime();
            played.measured(linkId, 0, true);
            played.measured(links.get(linkId).getReverseLinkId(), 0, true);
            Thread telemetry = Thread.ofPlatform().start(() -> {
                LockSupport.parkNanos(JUDGED_AFTER.toNanos());
                affected.forEach(path -> played.broken(path, linkId));
            });
            long heard = System.nanoTime();
            while (moved.size() < affected.size() && System.nanoTime() - heard < QUIET.toNanos()) {
                int count = answers.read(answer -> {
                    PlacedPath path = PlacedPath.of(answer.value());
                    if (path.movedOffFailure() && !path.active()) {
                        moved.add(new Moved(path, answer.partition(), (System.nanoTime() - start) / 1e9));
                    }
                });
                heard = count > 0 ? System.nanoTime() : heard;
            }
            cpu = service.child().cpuTime().minus(cpu);
            telemetry.join();
        }
        tell(round, linkId, affected, moved);
        out.printf(
                "         CPU of the service: %.2f s; others wait for this machine's %d processors: load %.1f%n",
                cpu.toNanos() / 1e9,
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        moved.forEach(each -> know(each.path()));
        restore(kafka, played, linkId, moved);
        return moved.size() < affected.size()
                ? Double.MAX_VALUE
                : moved.getLast().seconds();
    }

    private void tell(int round, String linkId, List<PlacedPath> affected, List<Moved> moved) {
        double[] seconds = moved.stream().mapToDouble(Moved::seconds).sorted().toArray();
        out.printf(
                "Round %d: %s fails under %,d connections; %,d have a new path: after %.3f s (median), %.3f s (p99),"
                        + " %.3f s (last), the first after %.3f s%n",
                round,
                linkId,
                affected.size(),
                moved.size(),
                at(seconds, 0.5),
                at(seconds, 0.99),
                at(seconds, 1),
                at(seconds, 0));
        moved.forEach(each -> moveMicros.add(each.path().decideMicros()));
        out.printf(
                "         out of order: %,d; two paths for one connection: %,d; moves in a minute: %,d of %,d%n",
                outOfOrder(moved),
                moved.size()
                        - moved.stream()
                                .map(it -> it.path().connectionId())
                                .distinct()
                                .count(),
                mostAMinute(),
                PER_MINUTE);
    }

    private int mostAMinute() {
        Collections.sort(moveMicros);
        int most = 0;
        for (int first = 0, end = 0; first < moveMicros.size(); first++) {
            while (end < moveMicros.size() && moveMicros.get(end) < moveMicros.get(first) + MINUTE_MICROS) {
                end++;
            }
            most = Math.max(most, end - first);
        }
        return most;
    }

    /** Those that came after a less important one: in their partition, or in a batch after its. */
    private static long outOfOrder(List<Moved> moved) {
        long count = 0;
        Map<Integer, PlacedPath> least = new HashMap<>();
        for (Moved each : moved) {
            PlacedPath before = least.get(each.partition());
            if (before != null && PlacedPath.IMPORTANCE.compare(before, each.path()) > 0) {
                count++;
            } else {
                least.put(each.partition(), each.path());
            }
        }
        PlacedPath leastBefore = null;
        PlacedPath leastNow = null;
        long batch = 0;
        for (PlacedPath path : moved.stream()
                .map(Moved::path)
                .sorted(Comparator.comparingLong(PlacedPath::decideMicros))
                .toList()) {
            if (path.decideMicros() != batch) {
                batch = path.decideMicros();
                leastBefore = leastNow;
            }
            count += leastBefore != null && PlacedPath.IMPORTANCE.compare(leastBefore, path) > 0 ? 1 : 0;
            leastNow = leastNow == null || PlacedPath.IMPORTANCE.compare(leastNow, path) < 0 ? path : leastNow;
        }
        return count;
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - (share > 0 ? 1 : 0)];
    }

    private void restore(EmbeddedKafka kafka, PlayedServices played, String linkId, List<Moved> moved) {
        Link link = links.get(linkId);
        played.measured(linkId, link.getLatencyFloorUs(), false);
        played.measured(link.getReverseLinkId(), link.getLatencyFloorUs(), false);
        played.flush();
        activate(kafka, played, moved.stream().map(Moved::path).toList());
    }
}
