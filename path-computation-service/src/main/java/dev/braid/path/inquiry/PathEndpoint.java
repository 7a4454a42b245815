package dev.braid.path.inquiry;

import dev.braid.api.path.v1.ComputePathsRequest;
import dev.braid.api.path.v1.ComputePathsResponse;
import dev.braid.api.path.v1.ComputedPath;
import dev.braid.api.path.v1.FindWindowRequest;
import dev.braid.api.path.v1.FindWindowResponse;
import dev.braid.api.path.v1.GetPathRequest;
import dev.braid.api.path.v1.GetPathResponse;
import dev.braid.api.path.v1.ListPathsRequest;
import dev.braid.api.path.v1.ListPathsResponse;
import dev.braid.api.path.v1.PathService;
import dev.braid.api.path.v1.PlanTransferRequest;
import dev.braid.api.path.v1.PlanTransferResponse;
import dev.braid.path.contract.DemandProto;
import dev.braid.path.contract.PlanProto;
import dev.braid.path.contract.RecordProto;
import dev.braid.path.contract.RejectionProto;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Inquiry;
import dev.braid.path.domain.route.Outlook;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.planning.LiveState;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.paging.PageToken;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** PathService: computing leaves the event loop, everything else is a look at memory. */
@GrpcService
class PathEndpoint implements PathService {
    private final LiveState live;

    PathEndpoint(LiveState live) {
        this.live = live;
    }

    @Override
    public Uni<ComputePathsResponse> computePaths(ComputePathsRequest request) {
        return onWorker(() -> {
            List<Demand> demands =
                    request.getDemandsList().stream().map(DemandProto::demand).toList();
            Outlook outlook = live.read(PlanningState::outlook);
            ComputePathsResponse.Builder response = ComputePathsResponse.newBuilder();
            Inquiry.answer(outlook, demands, Instant.now()).forEach(answer -> response.addPaths(message(answer)));
            return response.build();
        });
    }

    static ComputedPath message(Answer answer) {
        ComputedPath.Builder message = ComputedPath.newBuilder();
        return switch (answer) {
            case Answer.Found(var plan) ->
                message.setPlan(PlanProto.message(plan)).build();
            case Answer.None(var rejection) ->
                message.setRejection(RejectionProto.message(rejection)).build();
        };
    }

    @Override
    public Uni<GetPathResponse> getPath(GetPathRequest request) {
        Caller caller = Caller.current();
        return onWorker(() -> {
            PathRecord record = live.read(state -> state.book().find(request.getConnectionId()))
                    .filter(found -> caller.maySee(found.tenantId()))
                    .orElseThrow(() -> Refusal.notFound("path", request.getConnectionId()));
            return GetPathResponse.newBuilder()
                    .setPath(RecordProto.message(record))
                    .build();
        });
    }

    @Override
    public Uni<ListPathsResponse> listPaths(ListPathsRequest request) {
        TenantScope scope = Caller.current().scope("");
        return onWorker(() -> list(request, scope));
    }

    private ListPathsResponse list(ListPathsRequest request, TenantScope scope) {
        Object[] filters = {request.getLinkId(), request.getIntentKey(), scope};
        String after = PageToken.decode(request.getPageToken(), filters).orElse("");
        int size = PageToken.size(request.getPageSize());
        List<PathRecord> found = live.read(state -> {
            Stream<PathRecord> candidates = request.getIntentKey().isEmpty()
                    ? state.book().after(after)
                    : state.book().ofIntent(request.getIntentKey()).stream()
                            .filter(record -> record.connectionId().compareTo(after) > 0);
            return candidates
                    .filter(record -> isIn(scope, record))
                    .filter(record ->
                            request.getLinkId().isEmpty() || record.holdings().containsKey(request.getLinkId()))
                    .limit(size + 1L)
                    .toList();
        });
        List<PathRecord> page = found.size() > size ? found.subList(0, size) : found;
        ListPathsResponse.Builder response = ListPathsResponse.newBuilder();
        page.forEach(record -> response.addPaths(RecordProto.message(record)));
        if (found.size() > size) {
            response.setNextPageToken(PageToken.encode(page.getLast().connectionId(), filters));
        }
        return response.build();
    }

    private static boolean isIn(TenantScope scope, PathRecord record) {
        return switch (scope) {
            case TenantScope.All() -> true;
            case TenantScope.One(var tenantId) -> record.tenantId().equals(tenantId);
        };
    }

    @Override
    public Uni<FindWindowResponse> findWindow(FindWindowRequest request) {
        return onWorker(() -> new TimeInquiry(live, Instant.now()).findWindow(request));
    }

    @Override
    public Uni<PlanTransferResponse> planTransfer(PlanTransferRequest request) {
        return onWorker(() -> new TimeInquiry(live, Instant.now()).planTransfer(request));
    }

    private static <T> Uni<T> onWorker(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
