package dev.braid.benchmarks.planning;

import dev.braid.api.Topic;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.benchmarks.GeometricWan;
import dev.braid.benchmarks.WanDraft;
import dev.braid.benchmarks.process.Child;
import dev.braid.benchmarks.process.ScratchFolder;
import dev.braid.benchmarks.process.Service;
import dev.braid.embedded.EmbeddedKafka;
import dev.braid.embedded.FreePort;
import dev.braid.embedded.LocalIssuer;
import dev.braid.embedded.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What path computation plans a second, Kafka to Kafka, beside a loop that decides nothing, in turns on one broker; how
 * long an intent waits at a moderate rate; and how soon it is ready again with a full book.
 */
public final class PlanningTable {
    private static final int NODES = 1_000;
    private static final int ROUND = Integer.getInteger("braid.bench.round", 100_000);
    private static final int WARM_UP = ROUND / 2;
    private static final int ROUNDS = 3;
    private static final String TRANSACTION_RECORDS = "1000";
    private static final String BATCH_BYTES = Integer.toString(Integer.getInteger("braid.bench.batch", 128 << 10));
    private static final String COMPRESSION = System.getProperty("braid.bench.compression", "none");

    private final PrintStream out;
    private final Path program;
    private final ScratchFolder scratch;
    private final Path folder;

    /** Prints there; the program is the service's quarkus-run.jar. */
    public PlanningTable(PrintStream out, Path program) throws IOException {
        // The broker and the clients tell much.
        Logger.getLogger("").setLevel(Level.WARNING);
        this.out = out;
        this.program = program;
        this.scratch = ScratchFolder.create();
        this.folder = scratch.path();
    }

    /** Measures, and restarts with so many connections in the book; with 0 it does not restart. */
    public void print(int connections) throws Exception {
        WanDraft wan = GeometricWan.of(NODES, 42 + NODES);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), FreePort.find());
                KafkaProducer<String, byte[]> producer = producer(kafka)) {
            Topics.create(kafka.bootstrapServers());
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                admin.createTopics(List.of(
                                new NewTopic(BareLoop.IN, 1, (short) 1), new NewTopic(BareLoop.OUT, 4, (short) 1)))
                        .all()
                        .get();
            }
            publish(wan, producer);
            IntentLoad load = new IntentLoad(wan.nodes());
            try (Service service = start(kafka)) {
                service.await("WRITER");
                rates(kafka, producer, load, service);
                new Delays(out).print(kafka, load);
                if (connections > 0) {
                    fill(kafka, producer, load, connections);
                }
                service.child().kill();
            }
            if (connections > 0) {
                restart(kafka, load.made());
            }
        } finally {
            scratch.close();
        }
    }

    private static void publish(WanDraft wan, KafkaProducer<String, byte[]> producer) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (var element : WanElements.of(wan).entrySet()) {
            sent.add(producer.send(new ProducerRecord<>(
                    Topic.TOPOLOGY.topicName(),
                    element.getKey(),
                    element.getValue().toByteArray())));
            if (sent.size() == 1) {
                // A partition that is only just there may refuse a first batch and take the second.
                sent.getFirst().get();
            }
        }
        for (Future<RecordMetadata> element : sent) {
            element.get();
        }
    }

    private Service start(EmbeddedKafka kafka) throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xmx2g", "-XX:+UseParallelGC"));
        options.addAll(
                Arrays.asList(System.getProperty("braid.bench.java-options", "").split(" ")));
        options.removeIf(String::isBlank);
        options.addAll(List.of(
                "-Dquarkus.grpc.server.port=" + FreePort.find(),
                "-Dkafka.bootstrap.servers=" + kafka.bootstrapServers(),
                "-Dbraid.path.planning.instance-id=bench",
                "-Dmp.jwt.verify.publickey.location="
                        + LocalIssuer.in(folder).publicKeyFile().toUri()));
        return new Service(program, folder, options);
    }

    private static KafkaProducer<String, byte[]> producer(EmbeddedKafka kafka) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 5, "batch.size", 256 << 10),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private void rates(EmbeddedKafka kafka, KafkaProducer<String, byte[]> producer, IntentLoad load, Service service)
            throws Exception {
        List<Rate> planned = new ArrayList<>();
        List<Rate> bare = new ArrayList<>();
        round("warm-up", Topic.PATHS.topicName(), kafka, producer, load.next(WARM_UP), service.child());
        List<String> arguments = List.of(
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                BareLoop.class.getName(),
                kafka.bootstrapServers(),
                TRANSACTION_RECORDS,
                BATCH_BYTES,
                COMPRESSION);
        try (Child loop = new Child(folder.resolve("bare.log"), arguments)) {
            IntentLoad other = new IntentLoad(NODES);
            round("warm-up, bare", BareLoop.OUT, kafka, producer, other.next(WARM_UP, BareLoop.IN), loop);
            for (int i = 0; i < ROUNDS; i++) {
                planned.add(
                        round("planned", Topic.PATHS.topicName(), kafka, producer, load.next(ROUND), service.child()));
                bare.add(round("bare", BareLoop.OUT, kafka, producer, other.next(ROUND, BareLoop.IN), loop));
            }
        }
        double ours = median(planned);
        double theirs = median(bare);
        out.printf(
                "Intents planned a second: %,.0f; by a loop that decides nothing: %,.0f; ratio %.2f%n",
                ours, theirs, ours / theirs);
    }

    private record Rate(double perSecond) {}

    private static double median(List<Rate> rates) {
        double[] sorted = rates.stream().mapToDouble(Rate::perSecond).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private Rate round(
            String what,
            String topic,
            EmbeddedKafka kafka,
            KafkaProducer<String, byte[]> producer,
            ProducerRecord<String, byte[]>[] intents,
            Child child) {
        AtomicLong bytes = new AtomicLong();
        AtomicLong looked = new AtomicLong();
        AtomicLong admitted = new AtomicLong();
        try (Answers answers = new Answers(kafka.bootstrapServers(), topic)) {
            Duration cpu = child.cpuTime();
            Duration others = ownCpuTime();
            long start = System.nanoTime();
            Thread sender = Thread.ofPlatform().start(() -> {
                for (ProducerRecord<String, byte[]> intent : intents) {
                    producer.send(intent);
                }
                producer.flush();
            });
            answers.await(intents.length, answer -> {
                bytes.addAndGet(answer.value().length);
                if (answer.offset() % 100 == 0) {
                    looked.incrementAndGet();
                    admitted.addAndGet(admits(answer.value()) ? 1 : 0);
                }
            });
            double seconds = (System.nanoTime() - start) / 1e9;
            sender.join();
            Rate rate = new Rate(intents.length / seconds);
            out.printf(
                    "%-14s %,8.0f a second, CPU each %5.1f us, and %5.1f us of broker, sender and reader; %,d bytes an answer%s%n",
                    what,
                    rate.perSecond(),
                    child.cpuTime().minus(cpu).toNanos() / 1e3 / intents.length,
                    ownCpuTime().minus(others).toNanos() / 1e3 / intents.length,
                    bytes.get() / intents.length,
                    looked.get() == 0 ? "" : ", about %d%% admitted".formatted(100 * admitted.get() / looked.get()));
            return rate;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration ownCpuTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static boolean admits(byte[] answer) {
        try {
            return PathRecord.parseFrom(answer).hasPlan();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(EmbeddedKafka kafka, KafkaProducer<String, byte[]> producer, IntentLoad load, int connections) {
        while (load.made() < connections) {
            int count = Math.min(ROUND, connections - load.made());
            long start = System.nanoTime();
            try (Answers answers = new Answers(kafka.bootstrapServers(), Topic.PATHS.topicName())) {
                for (ProducerRecord<String, byte[]> intent : load.next(count)) {
                    producer.send(intent);
                }
                answers.await(count, _ -> {});
            }
            out.printf("%,d connections; %,.0f a second%n", load.made(), count * 1e9 / (System.nanoTime() - start));
        }
    }

    private void restart(EmbeddedKafka kafka, int connections) throws Exception {
        long start = System.nanoTime();
        try (Service service = start(kafka)) {
            service.await("UP");
            double ready = (System.nanoTime() - start) / 1e9;
            service.await("WRITER");
            double writes = (System.nanoTime() - start) / 1e9;
            out.printf(
                    "Restart with %,d connections: ready after %.1f s, writes after %.1f s, %,d MiB resident%n",
                    connections, ready, writes, service.child().residentMib());
        }
    }
}
