package dev.braid.provisioning.query;

import dev.braid.api.provisioning.v1.GetProvisionedConnectionRequest;
import dev.braid.api.provisioning.v1.GetProvisionedConnectionResponse;
import dev.braid.api.provisioning.v1.ListProvisionedConnectionsRequest;
import dev.braid.api.provisioning.v1.ListProvisionedConnectionsResponse;
import dev.braid.api.provisioning.v1.ProvisioningService;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.paging.PageToken;
import dev.braid.provisioning.store.ConnectionRepository;
import dev.braid.provisioning.store.Stored;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Answers what is wanted and held: a tenant's own connections, or for operators all. */
@GrpcService
class ProvisioningEndpoint implements ProvisioningService {
    private final Transactions transactions;
    private final ConnectionRepository connections;

    ProvisioningEndpoint(Transactions transactions, ConnectionRepository connections) {
        this.transactions = transactions;
        this.connections = connections;
    }

    @Override
    public Uni<GetProvisionedConnectionResponse> getProvisionedConnection(GetProvisionedConnectionRequest request) {
        TenantScope scope = Caller.current().scope("");
        return transactions
                .run(scope, session -> connections.find(session, request.getConnectionId()))
                .map(found -> found.orElseThrow(() -> Refusal.notFound("connection", request.getConnectionId())))
                .map(found -> GetProvisionedConnectionResponse.newBuilder()
                        .setConnection(ProvisioningProto.connection(found))
                        .build());
    }

    @Override
    public Uni<ListProvisionedConnectionsResponse> listProvisionedConnections(
            ListProvisionedConnectionsRequest request) {
        TenantScope scope = Caller.current().scope("");
        int size = PageToken.size(request.getPageSize());
        String after = PageToken.decode(request.getPageToken(), scope).orElse("");
        return transactions
                .run(scope, session -> connections.page(session, after, size + 1))
                .map(found -> page(found, size, scope));
    }

    private static ListProvisionedConnectionsResponse page(List<Stored> found, int size, TenantScope scope) {
        ListProvisionedConnectionsResponse.Builder page = ListProvisionedConnectionsResponse.newBuilder();
        found.stream().limit(size).map(ProvisioningProto::connection).forEach(page::addConnections);
        if (found.size() > size) {
            page.setNextPageToken(
                    PageToken.encode(found.get(size - 1).connection().connectionId(), scope));
        }
        return page.build();
    }
}
