package dev.braid.path.service;

import dev.braid.embedded.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A port that nobody uses for the gRPC server under test. */
public final class GrpcPort implements QuarkusTestResourceLifecycleManager {
    private static final String PROPERTY = "braid.test.grpc.port";

    @Override
    public Map<String, String> start() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, Integer.toString(FreePort.find()));
        }
        return Map.of("quarkus.grpc.server.test-port", System.getProperty(PROPERTY));
    }

    @Override
    public void stop() {}

    static int get() {
        return Integer.getInteger(PROPERTY);
    }
}
