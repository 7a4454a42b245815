package dev.braid.telemetry.kafka;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Plain Kafka clients on the broker, and with the security, that the service's {@code kafka.*} settings name. */
@ApplicationScoped
public class KafkaClients {
    private final Map<String, Object> connection;
    private final String service;

    KafkaClients(
            @Identifier("default-kafka-broker") Map<String, Object> connection,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.connection = Map.copyOf(connection);
        this.service = service;
    }

    /** The name under which this service writes and joins groups. */
    String service() {
        return service;
    }

    KafkaConsumer<String, byte[]> consumer(String purpose, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(connection);
        all.put(ConsumerConfig.CLIENT_ID_CONFIG, service + "-" + purpose);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.putAll(settings);
        return new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** One that shares partitions with the other replicas, in the group that has the service's name. */
    public Consumer<String, byte[]> member(String purpose, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, service);
        return consumer(purpose, all);
    }

    KafkaProducer<String, byte[]> producer() {
        Map<String, Object> all = new HashMap<>(connection);
        all.put(ProducerConfig.CLIENT_ID_CONFIG, service + "-outlet");
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        // A broker that is away must not hold the windows and the judge; what they say is soon out of date.
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        return new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
    }
}
