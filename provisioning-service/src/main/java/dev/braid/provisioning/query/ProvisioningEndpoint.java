package dev.braid.provisioning.query;

import dev.braid.api.provisioning.v1.GetProvisionedConnectionRequest;
import dev.braid.api.provisioning.v1.GetProvisionedConnectionResponse;
import dev.braid.api.provisioning.v1.ListLegStepsRequest;
import dev.braid.api.provisioning.v1.ListLegStepsResponse;
import dev.braid.api.provisioning.v1.ListProvisionedConnectionsRequest;
import dev.braid.api.provisioning.v1.ListProvisionedConnectionsResponse;
import dev.braid.api.provisioning.v1.PreviewPlansRequest;
import dev.braid.api.provisioning.v1.PreviewPlansResponse;
import dev.braid.api.provisioning.v1.ProvisioningService;
import dev.braid.api.provisioning.v1.ThawLegRequest;
import dev.braid.api.provisioning.v1.ThawLegResponse;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.paging.PageToken;
import dev.braid.provisioning.rollout.Thaws;
import dev.braid.provisioning.store.ConnectionRepository;
import dev.braid.provisioning.store.StepLog;
import dev.braid.provisioning.store.StepRow;
import dev.braid.provisioning.store.Stored;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Answers what is wanted and held, a tenant's own connections or for operators all; and takes their word on frozen legs. */
@GrpcService
class ProvisioningEndpoint implements ProvisioningService {
    private final Transactions transactions;
    private final ConnectionRepository connections;
    private final StepLog history;
    private final PlanPreview preview;
    private final Thaws thaws;

    ProvisioningEndpoint(
            Transactions transactions,
            ConnectionRepository connections,
            StepLog history,
            PlanPreview preview,
            Thaws thaws) {
        this.transactions = transactions;
        this.connections = connections;
        this.history = history;
        this.preview = preview;
        this.thaws = thaws;
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

    @Override
    public Uni<ThawLegResponse> thawLeg(ThawLegRequest request) {
        Caller caller = Caller.current();
        return thaws.thaw(caller.scope(""), request.getConnectionId(), request.getLegId(), caller.subject())
                .map(found -> ThawLegResponse.newBuilder()
                        .setConnection(ProvisioningProto.connection(found))
                        .build());
    }

    @Override
    public Uni<ListLegStepsResponse> listLegSteps(ListLegStepsRequest request) {
        TenantScope scope = Caller.current().scope("");
        String connectionId = request.getConnectionId();
        int size = PageToken.size(request.getPageSize());
        long after = PageToken.decode(request.getPageToken(), scope, connectionId, request.getLegId())
                .map(ProvisioningEndpoint::stepId)
                .orElse(0L);
        return transactions
                .run(
                        scope,
                        session -> connections
                                .find(session, connectionId)
                                .map(found -> found.orElseThrow(() -> Refusal.notFound("connection", connectionId)))
                                .chain(() -> history.page(session, connectionId, request.getLegId(), after, size + 1)))
                .map(found -> steps(found, size, request, scope));
    }

    @Override
    public Uni<PreviewPlansResponse> previewPlans(PreviewPlansRequest request) {
        return preview.preview(request, Caller.current());
    }

    private static long stepId(String lastKey) {
        try {
            return Long.parseLong(lastKey);
        } catch (NumberFormatException e) {
            throw Refusal.invalid("page_token", "is not a token of ours");
        }
    }

    private static ListLegStepsResponse steps(
            List<StepRow> found, int size, ListLegStepsRequest request, TenantScope scope) {
        ListLegStepsResponse.Builder page = ListLegStepsResponse.newBuilder();
        found.stream().limit(size).map(ProvisioningProto::step).forEach(page::addSteps);
        if (found.size() > size) {
            String last = Long.toString(found.get(size - 1).id());
            page.setNextPageToken(PageToken.encode(last, scope, request.getConnectionId(), request.getLegId()));
        }
        return page.build();
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
