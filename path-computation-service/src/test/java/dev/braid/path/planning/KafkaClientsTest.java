package dev.braid.path.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.kafka.client.runtime.KafkaRuntimeConfigProducer;
import io.quarkus.runtime.ApplicationConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
    private static final Map<String, String> SECURITY = Map.of(
            "security.protocol", "SASL_SSL",
            "sasl.mechanism", "SCRAM-SHA-512",
            "sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"p\" password=\"s\";",
            "ssl.truststore.type", "PEM",
            "ssl.endpoint.identification.algorithm", "https");

    @Test
    void theSecuritySettingsOfTheBrokerReachEveryClient() {
        KafkaClients clients = clients(SECURITY);

        for (Map<String, Object> config :
                List.of(clients.electionConfig(), clients.inputsConfig(), clients.producerConfig())) {
            assertThat(config).containsAllEntriesOf(SECURITY).containsEntry("bootstrap.servers", "127.0.0.1:9093");
        }
    }

    @Test
    void theClientsAreOpenedWithThoseSettings() {
        KafkaClients clients = clients(Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "no-such-mechanism"));

        assertThatThrownBy(clients::election).isInstanceOf(KafkaException.class);
        assertThatThrownBy(clients::inputs).isInstanceOf(KafkaException.class);
        assertThatThrownBy(clients::producer).isInstanceOf(KafkaException.class);
    }

    @Test
    void whatTheLoopReliesOnCannotBeSetOtherwise() {
        KafkaClients clients = clients(Map.of(
                "isolation.level", "read_uncommitted",
                "enable.auto.commit", "true",
                "enable.idempotence", "false",
                "acks", "0"));

        for (Map<String, Object> config : List.of(clients.electionConfig(), clients.inputsConfig())) {
            assertThat(config)
                    .containsEntry("isolation.level", "read_committed")
                    .containsEntry("enable.auto.commit", false);
        }
        assertThat(clients.producerConfig())
                .containsEntry("enable.idempotence", true)
                .containsEntry("acks", "all");
    }

    @Test
    void aTransactionMayLastAsLongAsABatch() {
        Map<String, String> slow = Map.of("braid.path.planning.max-poll-interval", "5m");
        for (KafkaClients clients : List.of(clients(Map.of()), clients(Map.of(), slow))) {
            assertThat((int) clients.producerConfig().get("transaction.timeout.ms"))
                    .isGreaterThanOrEqualTo((int) clients.electionConfig().get("max.poll.interval.ms"));
        }
    }

    private static KafkaClients clients(Map<String, String> broker) {
        return clients(broker, Map.of());
    }

    /** As the container makes them from {@code kafka.*}. */
    private static KafkaClients clients(Map<String, String> broker, Map<String, String> planning) {
        Map<String, String> settings = new HashMap<>(Map.of("kafka.bootstrap.servers", "127.0.0.1:9093"));
        broker.forEach((name, value) -> settings.put("kafka." + name, value));
        settings.putAll(planning);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(PlanningSettings.class)
                .withMapping(ApplicationConfig.class)
                .withDefaultValues(settings)
                .build();
        Map<String, Object> connection = new KafkaRuntimeConfigProducer()
                .createKafkaRuntimeConfig(config, config.getConfigMapping(ApplicationConfig.class));
        return new KafkaClients(connection, config.getConfigMapping(PlanningSettings.class));
    }
}
