package dev.braid.intent.ports;

import dev.braid.api.port.v1.CreatePortRequest;
import dev.braid.api.port.v1.CreatePortResponse;
import dev.braid.api.port.v1.DeletePortRequest;
import dev.braid.api.port.v1.DeletePortResponse;
import dev.braid.api.port.v1.GetPortRequest;
import dev.braid.api.port.v1.GetPortResponse;
import dev.braid.api.port.v1.ListPortsRequest;
import dev.braid.api.port.v1.ListPortsResponse;
import dev.braid.api.port.v1.PortService;
import dev.braid.intent.contract.Keys;
import dev.braid.intent.contract.Moments;
import dev.braid.intent.contract.PortProto;
import dev.braid.intent.domain.Port;
import dev.braid.intent.store.PortRepository;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.paging.PageToken;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The ports of tenants. */
@GrpcService
public class PortEndpoint implements PortService {
    private static final String KIND = "port";

    private final Transactions transactions;
    private final PortRepository ports;
    private final Locations locations;

    PortEndpoint(Transactions transactions, PortRepository ports, Locations locations) {
        this.transactions = transactions;
        this.ports = ports;
        this.locations = locations;
    }

    /** A repetition is answered from what is stored, so that it needs nobody else. */
    @Override
    public Uni<CreatePortResponse> createPort(CreatePortRequest request) {
        Caller caller = Caller.current();
        Port wanted = PortProto.port(caller.tenant(), request.getPort(), Moments.now());
        TenantScope scope = TenantScope.of(wanted.tenantId());
        Uni<Void> located = locations.check(wanted.locationId(), caller.bearerToken());
        Uni<Port> created = request.getValidateOnly()
                ? Uni.createFrom().item(wanted)
                : transactions.run(scope, session -> create(session, wanted));
        return transactions
                .run(scope, session -> ports.find(session, wanted.tenantId(), wanted.portId()))
                .chain(stored -> stored.isPresent()
                        ? Uni.createFrom().item(() -> same(stored.get(), wanted))
                        : located.chain(() -> created))
                .map(port -> CreatePortResponse.newBuilder()
                        .setPort(PortProto.proto(port))
                        .build());
    }

    private Uni<Port> create(StatelessSession session, Port wanted) {
        return ports.insert(session, wanted)
                .chain(() -> ports.find(session, wanted.tenantId(), wanted.portId()))
                .map(stored -> same(stored.orElseThrow(), wanted));
    }

    private static Port same(Port stored, Port wanted) {
        if (!stored.isLiving()) {
            throw Refusal.alreadyExists(KIND, wanted.portId(), "it was deleted, and its id is never used again");
        }
        if (!stored.isSameWish(wanted)) {
            throw Refusal.alreadyExists(
                    KIND, wanted.portId(), "display_name, kind, location_id or bandwidth_bps differ");
        }
        return stored;
    }

    @Override
    public Uni<GetPortResponse> getPort(GetPortRequest request) {
        String tenantId = Keys.tenant(Caller.current(), request.getTenantId());
        return transactions
                .run(TenantScope.of(tenantId), session -> ports.find(session, tenantId, request.getPortId()))
                .map(found -> living(found, request.getPortId()))
                .map(port -> GetPortResponse.newBuilder()
                        .setPort(PortProto.proto(port))
                        .build());
    }

    @Override
    public Uni<ListPortsResponse> listPorts(ListPortsRequest request) {
        TenantScope scope = Caller.current().scope(request.getTenantId());
        String tenantId = Keys.tenantOrAll(scope);
        int size = PageToken.size(request.getPageSize());
        Keys.Place after = Keys.Place.of(request.getPageToken(), KIND, tenantId);
        return transactions
                .run(scope, session -> ports.list(session, tenantId, after.tenantId(), after.id(), size + 1))
                .map(found -> page(found, size, tenantId));
    }

    private static ListPortsResponse page(List<Port> found, int size, String tenantId) {
        List<Port> page = found.subList(0, Math.min(size, found.size()));
        ListPortsResponse.Builder response = ListPortsResponse.newBuilder()
                .addAllPorts(page.stream().map(PortProto::proto).toList());
        if (found.size() > size) {
            Port last = page.getLast();
            response.setNextPageToken(new Keys.Place(last.tenantId(), last.portId()).token(KIND, tenantId));
        }
        return response.build();
    }

    @Override
    public Uni<DeletePortResponse> deletePort(DeletePortRequest request) {
        String tenantId = Caller.current().tenant();
        return transactions
                .run(TenantScope.of(tenantId), session -> delete(session, tenantId, request.getPortId()))
                .replaceWith(DeletePortResponse.getDefaultInstance());
    }

    private Uni<Void> delete(StatelessSession session, String tenantId, String portId) {
        return ports.lock(session, tenantId, portId)
                .invoke(found -> living(found, portId))
                .chain(() -> ports.findUser(session, tenantId, portId))
                .invoke(user -> user.ifPresent(intentId -> {
                    throw Refusal.failedPrecondition(
                            "PORT_IN_USE",
                            "The port '%s' is used by the intent '%s'; terminate that first."
                                    .formatted(portId, intentId));
                }))
                .chain(() -> ports.remove(session, tenantId, portId, Moments.now()));
    }

    private static Port living(Optional<Port> found, String portId) {
        return found.filter(Port::isLiving).orElseThrow(() -> Refusal.notFound(KIND, portId));
    }
}
