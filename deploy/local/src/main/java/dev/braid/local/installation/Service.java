package dev.braid.local.installation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The processes of Braid that are Quarkus applications, in the order in which they are listed. */
public enum Service {
    INTENT("intent-service", "intent-service", "intent", 8101, 9101, "160m"),
    PATH("path-computation-service", "path-computation-service", "path", 8102, 9102, "192m"),
    PROVISIONING("provisioning-service", "provisioning-service", "provisioning", 8103, 9103, "160m"),
    TELEMETRY("telemetry-service", "telemetry-service", "telemetry", 8104, 9104, "160m"),
    GATEWAY("gateway-service", "gateway-service", "", 8080, 0, "160m"),
    SIMULATOR("simulator", "deploy/simulator", "", 8090, 0, "128m");

    private final String label;
    private final String folder;
    private final String clientName;
    private final int httpPort;
    private final int grpcPort;
    private final String heap;

    Service(String label, String folder, String clientName, int httpPort, int grpcPort, String heap) {
        this.label = label;
        this.folder = folder;
        this.clientName = clientName;
        this.httpPort = httpPort;
        this.grpcPort = grpcPort;
        this.heap = heap;
    }

    /** As people name it. */
    public String label() {
        return label;
    }

    /** Its module in the repository. */
    public String folder() {
        return folder;
    }

    /** As the other services name it in the configuration of their gRPC clients. */
    public String clientName() {
        return clientName;
    }

    /** Whether it answers gRPC. */
    public boolean speaksGrpc() {
        return grpcPort > 0;
    }

    /** Those that answer gRPC. */
    public static List<Service> grpcServices() {
        return Arrays.stream(values()).filter(Service::speaksGrpc).toList();
    }

    /** The service that people call by that name. */
    public static Optional<Service> find(String label) {
        return Arrays.stream(values())
                .filter(service -> service.label.equals(label))
                .findFirst();
    }

    int defaultHttpPort() {
        return httpPort;
    }

    int defaultGrpcPort() {
        return grpcPort;
    }

    String defaultHeap() {
        return heap;
    }
}
