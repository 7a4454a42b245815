package dev.braid.path.service;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

/** A port that nobody uses for the gRPC server under test. */
public final class GrpcPort implements QuarkusTestResourceLifecycleManager {
    private static final String PROPERTY = "braid.test.grpc.port";

    @Override
    public Map<String, String> start() {
        if (System.getProperty(PROPERTY) == null) {
            try (ServerSocket free = new ServerSocket(0)) {
                System.setProperty(PROPERTY, Integer.toString(free.getLocalPort()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Map.of("quarkus.grpc.server.test-port", System.getProperty(PROPERTY));
    }

    @Override
    public void stop() {}

    static int get() {
        return Integer.getInteger(PROPERTY);
    }
}
