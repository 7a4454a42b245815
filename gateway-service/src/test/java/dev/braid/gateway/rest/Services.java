package dev.braid.gateway.rest;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The services behind the gateway on a real socket: small, but true to their contracts, and they remember calls. */
public final class Services implements QuarkusTestResourceLifecycleManager {
    // The test runs in another class loader than this: only what the JDK knows can be shared.
    private static final String CALLS = "braid.test.calls";

    private Server server;

    /** What was called since the last look, oldest first: method, headers, deadline, end. */
    static List<Map<String, String>> takeCalls() {
        Queue<Map<String, String>> calls = calls();
        List<Map<String, String>> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    @SuppressWarnings("unchecked")
    static Queue<Map<String, String>> calls() {
        return (Queue<Map<String, String>>)
                System.getProperties().computeIfAbsent(CALLS, _ -> new ConcurrentLinkedQueue<Map<String, String>>());
    }

    @Override
    public Map<String, String> start() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .addService(new IntentBook())
                    .addService(new TopologyBook())
                    .addService(new HealthBook())
                    .addService(new AutomationBook())
                    .intercept(new CallRecorder())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String port = Integer.toString(server.getPort());
        Map<String, String> config = new HashMap<>();
        for (String client : List.of("intent", "path", "telemetry")) {
            config.put("quarkus.grpc.clients." + client + ".test-port", port);
        }
        // Nobody listens there.
        config.put("quarkus.grpc.clients.provisioning.test-port", "1");
        return config;
    }

    @Override
    public void stop() {
        server.shutdownNow();
    }
}
