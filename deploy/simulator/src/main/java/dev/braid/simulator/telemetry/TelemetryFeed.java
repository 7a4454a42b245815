package dev.braid.simulator.telemetry;

import dev.braid.simulator.domain.LinkFault;
import dev.braid.simulator.domain.LinkModel;
import dev.braid.simulator.faults.FaultBoard;
import dev.braid.simulator.orders.Carrier;
import dev.braid.simulator.orders.Carriers;
import dev.braid.simulator.settings.SimulatorSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Sends one sample of every link in every second. The links take turns in equal bursts, so that neither the broker nor we
 * work in fits. What cannot be sent at once is lost and counted: yesterday's latency helps nobody.
 */
@Singleton
class TelemetryFeed {

    private static final Logger LOG = Logger.getLogger(TelemetryFeed.class);
    private static final long MS_PER_SECOND = 1000;

    private final List<LinkProbe> probes;
    private final LinkModel model;
    private final FaultBoard faults;
    private final SimulatorSettings.Telemetry settings;
    private final Map<String, Object> kafka;
    private final Counter sent;
    private final Counter lost;
    private KafkaProducer<String, byte[]> producer;
    private Thread clock;
    private volatile boolean losing;

    TelemetryFeed(
            Carriers carriers,
            FaultBoard faults,
            SimulatorSettings settings,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry meters) {
        this.probes = probes(carriers);
        this.model = new LinkModel(settings.seed());
        this.faults = faults;
        this.settings = settings.telemetry();
        this.kafka = kafka;
        this.sent = meters.counter("braid.simulator.samples.sent");
        this.lost = meters.counter("braid.simulator.samples.lost");
    }

    void start(@Observes StartupEvent event) {
        int bursts = settings.burstsPerSecond();
        if (bursts < 1 || bursts > 100 || MS_PER_SECOND % bursts != 0) {
            throw new IllegalArgumentException(
                    "braid.simulator.telemetry.bursts-per-second is %d; it must be from 1 to 100 and divide %d."
                            .formatted(bursts, MS_PER_SECOND));
        }
        if (settings.enabled()) {
            producer = new KafkaProducer<>(producerSettings());
            clock = Thread.ofPlatform().name("telemetry").daemon().start(this::run);
            LOG.infof("%d links measure once a second", probes.size());
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (clock != null) {
            clock.interrupt();
            clock.join(Duration.ofSeconds(2));
            producer.close(Duration.ofSeconds(1));
        }
    }

    /** Sleeps from turn to turn of the wall clock: a turn that we are late for is left out, never caught up. */
    private void run() {
        long turnMs = MS_PER_SECOND / settings.burstsPerSecond();
        long last = 0;
        try {
            while (!Thread.interrupted()) {
                long nowMs = System.currentTimeMillis();
                long turn = nowMs / turnMs + 1;
                // A sleep may end a moment early, and no link takes its turn twice.
                turn = turn == last ? turn + 1 : turn;
                last = turn;
                Thread.sleep(turn * turnMs - nowMs);
                burst((int) (turn % settings.burstsPerSecond()));
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("The feed stops.");
        }
    }

    private void burst(int turn) {
        Instant now = Instant.now();
        for (int i = turn; i < probes.size(); i += settings.burstsPerSecond()) {
            LinkProbe probe = probes.get(i);
            LinkFault fault = faults.ofLink(probe.link().linkId());
            if (!send(probe, model.measure(probe.link(), now.getEpochSecond(), fault, probe.carryingBps()), now)) {
                break;
            }
        }
    }

    /** Sends without waiting; false means that the broker is away and the rest of the burst is not worth trying. */
    private boolean send(LinkProbe probe, LinkModel.Measurement measurement, Instant now) {
        try {
            producer.send(probe.record(measurement, now), (_, error) -> count(error));
            return true;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            count(e);
            return false;
        }
    }

    private void count(Exception error) {
        if (error == null) {
            sent.increment();
            if (losing) {
                losing = false;
                LOG.info("Samples arrive again");
            }
        } else {
            lost.increment();
            if (!losing) {
                losing = true;
                LOG.warnf("Samples are lost until Kafka is back: %s", error.getMessage());
            }
        }
    }

    private Map<String, Object> producerSettings() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "simulator-telemetry");
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 10);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 65_536);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4_194_304L);
        // A sample that is late is worth nothing, and a broker that is away must not hold the clock.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3_000);
        return config;
    }

    /** All links in one order for ever, so that each has the same turn in each second. */
    private static List<LinkProbe> probes(Carriers carriers) {
        TreeMap<String, LinkProbe> byLink = new TreeMap<>();
        for (Carrier carrier : carriers.all()) {
            carrier.network().links().values().forEach(link -> byLink.put(link.linkId(), new LinkProbe(carrier, link)));
        }
        return new ArrayList<>(byLink.values());
    }
}
