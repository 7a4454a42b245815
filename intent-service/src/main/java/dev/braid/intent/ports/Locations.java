package dev.braid.intent.ports;

import dev.braid.api.topology.v1.GetLocationRequest;
import dev.braid.api.topology.v1.MutinyTopologyServiceGrpc.MutinyTopologyServiceStub;
import dev.braid.intent.contract.ServiceCalls;
import dev.braid.platform.errors.Refusal;
import io.grpc.Status;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Knows which locations the topology holds, by asking who owns it. */
@ApplicationScoped
class Locations {
    private final MutinyTopologyServiceStub topology;
    private final PortSettings settings;

    Locations(@GrpcClient("path") MutinyTopologyServiceStub topology, PortSettings settings) {
        this.topology = topology;
        this.settings = settings;
    }

    /** Refuses a location that does not exist, as the field of the port. */
    Uni<Void> check(String locationId, String bearerToken) {
        return ServiceCalls.onBehalf(topology, bearerToken, settings.locationDeadline())
                .getLocation(GetLocationRequest.newBuilder()
                        .setLocationId(locationId)
                        .build())
                .onFailure(failure -> ServiceCalls.is(failure, Status.Code.NOT_FOUND))
                .transform(_ -> Refusal.invalid(
                        "port.location_id", "names no location of the topology: '%s'".formatted(locationId)))
                .onFailure()
                .transform(ServiceCalls::failure)
                .replaceWithVoid();
    }
}
