package dev.braid.provisioning.support;

import dev.braid.embedded.EmbeddedStack;
import dev.braid.embedded.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Kafka, PostgreSQL and an issuer of tokens for the service under test, and a port for the carriers of the test. */
public final class ProvisioningStack implements QuarkusTestResourceLifecycleManager {
    /** The key that the carriers ask for. */
    static final String API_KEY = "key-of-the-test";

    /** The token that the adapter of the provider {@code remote} asks for. */
    public static final String ADAPTER_TOKEN = "token-of-the-test";

    /** The provider at which drift is not repaired. */
    public static final String GUARDED = "guarded";

    private static final String CARRIER_PORT = "braid.test.carrier-port";
    private static final String ADAPTER_PORT = "braid.test.adapter-port";
    private static final String GRPC_PORT = "braid.test.grpc-port";

    private final EmbeddedStack stack = new EmbeddedStack();

    @Override
    public void init(Map<String, String> initArgs) {
        stack.init(Map.of("application", "provisioning-service"));
    }

    @Override
    public Map<String, String> start() {
        String carrierPort = Integer.toString(FreePort.find());
        String adapterPort = Integer.toString(FreePort.find());
        System.setProperty(ADAPTER_PORT, adapterPort);
        String grpcPort = Integer.toString(FreePort.find());
        System.setProperty(CARRIER_PORT, carrierPort);
        System.setProperty(GRPC_PORT, grpcPort);
        Map<String, String> config = new HashMap<>(stack.start());
        config.put("quarkus.grpc.server.test-port", grpcPort);
        config.put("braid.provisioning.default-provider-url", "http://127.0.0.1:" + carrierPort);
        config.put("braid.provisioning.api-key", API_KEY);
        config.put("braid.provisioning.providers.remote.adapter", "grpc");
        config.put("braid.provisioning.providers.remote.url", "grpc://127.0.0.1:" + adapterPort);
        config.put("braid.provisioning.providers.remote.token", ADAPTER_TOKEN);
        config.put("braid.provisioning.providers.distant.adapter", "grpc");
        config.put("braid.provisioning.providers.distant.url", "grpc://127.0.0.1:" + adapterPort);
        config.put("braid.provisioning.providers.distant.token", ADAPTER_TOKEN);
        config.put("braid.provisioning.providers.%s.drift".formatted(GUARDED), "freeze");
        // Short, so that silence and drift are over within a test.
        config.put("braid.provisioning.provider-bounds.timeout", "500ms");
        config.put("braid.provisioning.provider-bounds.circuit-delay", "300ms");
        config.put("braid.provisioning.orphan-audit.enabled", "false");
        config.put("braid.provisioning.rollout.quiet-start", "0s");
        config.put("braid.provisioning.rollout.lease", "2s");
        config.put("braid.provisioning.rollout.command-life", "1s");
        config.put("braid.provisioning.rollout.clock-skew", "100ms");
        config.put("braid.provisioning.rollout.longest-back-off", "500ms");
        config.put("braid.provisioning.rollout.audit-period", "2s");
        config.put("braid.provisioning.rollout.first-look", "200ms");
        config.put("braid.provisioning.rollout.longest-look", "400ms");
        config.put("braid.provisioning.rollout.soak", "300ms");
        config.put("braid.provisioning.watch.spacing", "100ms");
        config.put("braid.provisioning.watch.first-back-off", "100ms");
        config.put("braid.provisioning.watch.longest-back-off", "500ms");
        config.put("quarkus.log.category.\"org.apache.kafka\".level", "WARN");
        config.put("quarkus.log.category.\"kafka\".level", "WARN");
        return config;
    }

    @Override
    public void stop() {
        stack.stop();
    }

    /** Where the service under test answers. */
    public static int grpcPort() {
        return Integer.getInteger(GRPC_PORT);
    }

    /** Where the adapter of the provider {@code remote} is expected. */
    public static int adapterPort() {
        return Integer.getInteger(ADAPTER_PORT);
    }

    static int carrierPort() {
        return Integer.getInteger(CARRIER_PORT);
    }
}
