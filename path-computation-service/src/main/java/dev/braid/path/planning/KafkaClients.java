package dev.braid.path.planning;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Opens the clients of the loop, on the broker and with the security that the {@code kafka.*} settings name: small
 * buffers, committed records only. A commit waits for no batch to fill.
 */
@ApplicationScoped
class KafkaClients {
    private static final int BUFFER_BYTES = 4 << 20;
    private static final int BATCH_BYTES = 128 << 10;
    private static final int LINGER_MILLIS = 5;

    private final Map<String, Object> connection;
    private final PlanningSettings settings;
    private final UnaryOperator<Producer<String, byte[]>> wire;

    @Inject
    KafkaClients(@Identifier("default-kafka-broker") Map<String, Object> connection, PlanningSettings settings) {
        this(connection, settings, UnaryOperator.identity());
    }

    /** With something between the loop and the broker, as tests need it to fail at a chosen point. */
    KafkaClients(
            Map<String, Object> connection, PlanningSettings settings, UnaryOperator<Producer<String, byte[]>> wire) {
        this.connection = Map.copyOf(connection);
        this.settings = settings;
        this.wire = wire;
    }

    /** Member of the group that elects the writer; reads intents. */
    Consumer<String, byte[]> election() {
        return open(electionConfig());
    }

    Map<String, Object> electionConfig() {
        Map<String, Object> config = consumer();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        settings.instanceId().ifPresent(id -> config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        // Leaves the writer in its place when a replica joins.
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int)
                settings.sessionTimeout().toMillis());
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int)
                settings.sessionTimeout().dividedBy(4).toMillis());
        config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int)
                settings.maxPollInterval().toMillis());
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batchIntents());
        return config;
    }

    /** Reads everything else, by hand. */
    Consumer<String, byte[]> inputs() {
        return open(inputsConfig());
    }

    Map<String, Object> inputsConfig() {
        Map<String, Object> config = consumer();
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        return config;
    }

    private Map<String, Object> consumer() {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, BUFFER_BYTES);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        return config;
    }

    private static Consumer<String, byte[]> open(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Writes in transactions that fence those of an older writer. */
    Producer<String, byte[]> producer() {
        return wire.apply(new KafkaProducer<>(producerConfig(), new StringSerializer(), new ByteArraySerializer()));
    }

    Map<String, Object> producerConfig() {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.transactionalId());
        // Open from its first decision on: it must last as long as a batch may.
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) Math.max(
                settings.transactionTimeout().toMillis(),
                settings.maxPollInterval().toMillis()));
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        // The first of a transaction may have to wait for the markers of the one before; none may pass it.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * BUFFER_BYTES);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        return config;
    }
}
