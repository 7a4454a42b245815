package dev.braid.gateway.rest;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.braid.gateway.domain.StreamSlots;
import io.grpc.Channel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;

/** The services behind the gateway, and which of them answers for which contract. */
@ApplicationScoped
public class Upstreams {
    private static final Map<String, Set<String>> PACKAGES = Map.of(
            "intent", Set.of("braid.intent.v1", "braid.tenant.v1", "braid.port.v1", "braid.quote.v1"),
            "path", Set.of("braid.path.v1", "braid.topology.v1"),
            "provisioning", Set.of("braid.provisioning.v1", "braid.provider.v1"),
            "telemetry", Set.of("braid.telemetry.v1"));

    private final Map<String, Upstream> byName;

    /**
     * One service process.
     *
     * @param streams who may open a stream to it
     */
    public record Upstream(String name, Channel channel, StreamSlots streams) {}

    Upstreams(
            @GrpcClient("intent") Channel intent,
            @GrpcClient("path") Channel path,
            @GrpcClient("provisioning") Channel provisioning,
            @GrpcClient("telemetry") Channel telemetry,
            RestSettings settings,
            MeterRegistry meters) {
        byName = Map.of(
                "intent", upstream("intent", intent, settings, meters),
                "path", upstream("path", path, settings, meters),
                "provisioning", upstream("provisioning", provisioning, settings, meters),
                "telemetry", upstream("telemetry", telemetry, settings, meters));
    }

    private static Upstream upstream(String name, Channel channel, RestSettings settings, MeterRegistry meters) {
        StreamSlots slots = new StreamSlots(settings.maxStreamsPerService(), settings.maxStreamsPerTenant());
        meters.gauge("braid.gateway.streams", Tags.of("service", name), slots, StreamSlots::open);
        return new Upstream(name, channel, slots);
    }

    /** Who answers for that service of the contracts. */
    public Upstream of(ServiceDescriptor service) {
        String contract = service.getFile().getPackage();
        return PACKAGES.entrySet().stream()
                .filter(entry -> entry.getValue().contains(contract))
                .map(entry -> byName.get(entry.getKey()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No service is known that answers for the contract %s.".formatted(contract)));
    }
}
