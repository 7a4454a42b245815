package dev.braid.path.inquiry;

import dev.braid.api.path.v1.GetPathRequest;
import dev.braid.api.path.v1.GetPathResponse;
import dev.braid.api.path.v1.ListPathsRequest;
import dev.braid.api.path.v1.ListPathsResponse;
import dev.braid.path.contract.RecordProto;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.planning.LiveState;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.paging.PageToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/** What is held for connections, to those who may see it. */
@ApplicationScoped
class PathRecords {
    private final LiveState live;

    PathRecords(LiveState live) {
        this.live = live;
    }

    GetPathResponse get(GetPathRequest request, Caller caller) {
        PathRecord record = live.read(state -> find(state, request.getConnectionId(), caller));
        return GetPathResponse.newBuilder().setPath(RecordProto.message(record)).build();
    }

    /** The record; one of another tenant's is as good as none. */
    PathRecord find(PlanningState state, String connectionId, Caller caller) {
        return state.book()
                .find(connectionId)
                .filter(found -> caller.maySee(found.tenantId()))
                .orElseThrow(() -> Refusal.notFound("path", connectionId));
    }

    ListPathsResponse list(ListPathsRequest request, TenantScope scope) {
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
}
