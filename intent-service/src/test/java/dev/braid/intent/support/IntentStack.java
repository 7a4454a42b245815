package dev.braid.intent.support;

import dev.braid.embedded.EmbeddedStack;
import dev.braid.embedded.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Kafka, PostgreSQL and an issuer of tokens for the service under test, and free ports for it and {@link PathServer}. */
public final class IntentStack implements QuarkusTestResourceLifecycleManager {
    private static final String GRPC_PORT = "braid.test.grpc-port";

    private final EmbeddedStack stack = new EmbeddedStack();

    @Override
    public void init(Map<String, String> initArgs) {
        stack.init(Map.of("application", "intent-service"));
    }

    @Override
    public Map<String, String> start() {
        String pathPort = Integer.toString(FreePort.find());
        String grpcPort = Integer.toString(FreePort.find());
        System.setProperty(GRPC_PORT, grpcPort);
        Map<String, String> config = new HashMap<>(stack.start());
        config.put("braid.test.path-port", pathPort);
        config.put("braid.intent.priority.preferred-tenants", "*");
        config.put("quarkus.grpc.clients.path.test-port", pathPort);
        config.put("quarkus.grpc.clients.provisioning.test-port", pathPort);
        config.put("quarkus.grpc.server.test-port", grpcPort);
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
}
