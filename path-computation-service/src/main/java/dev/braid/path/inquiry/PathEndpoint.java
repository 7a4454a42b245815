package dev.braid.path.inquiry;

import dev.braid.api.path.v1.ComputeAlternativesRequest;
import dev.braid.api.path.v1.ComputeAlternativesResponse;
import dev.braid.api.path.v1.ComputePathsRequest;
import dev.braid.api.path.v1.ComputePathsResponse;
import dev.braid.api.path.v1.ExplainPathRequest;
import dev.braid.api.path.v1.ExplainPathResponse;
import dev.braid.api.path.v1.FindWindowRequest;
import dev.braid.api.path.v1.FindWindowResponse;
import dev.braid.api.path.v1.GetPathRequest;
import dev.braid.api.path.v1.GetPathResponse;
import dev.braid.api.path.v1.ListPathsRequest;
import dev.braid.api.path.v1.ListPathsResponse;
import dev.braid.api.path.v1.OptimizePathsRequest;
import dev.braid.api.path.v1.OptimizePathsResponse;
import dev.braid.api.path.v1.PathService;
import dev.braid.api.path.v1.PlanTransferRequest;
import dev.braid.api.path.v1.PlanTransferResponse;
import dev.braid.api.path.v1.PreviewIntentRequest;
import dev.braid.api.path.v1.PreviewIntentResponse;
import dev.braid.api.path.v1.WhatIfRequest;
import dev.braid.api.path.v1.WhatIfResponse;
import dev.braid.path.planning.LiveState;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.TenantScope;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Instant;
import java.util.function.Supplier;

/** PathService: all of it leaves the event loop. Who calls, and for how long, is asked before that. */
@GrpcService
class PathEndpoint implements PathService {
    private final Answers answers;
    private final PathRecords records;
    private final Studies studies;
    private final Previews previews;
    private final LiveState live;
    private final Reckoners reckoners;

    /** As many as there are processors: they leave threads to questions that are answered at once. */
    private final Places looking =
            new Places(Runtime.getRuntime().availableProcessors(), "TOO_MANY_TIME_SEARCHES", "searches over time");

    PathEndpoint(
            Answers answers,
            PathRecords records,
            Studies studies,
            Previews previews,
            LiveState live,
            Reckoners reckoners) {
        this.answers = answers;
        this.records = records;
        this.studies = studies;
        this.previews = previews;
        this.live = live;
        this.reckoners = reckoners;
    }

    @Override
    public Uni<ComputePathsResponse> computePaths(ComputePathsRequest request) {
        TimeLimit limit = TimeLimit.ofCall();
        return reckoners.workOut(limit, () -> answers.compute(request, limit));
    }

    @Override
    public Uni<GetPathResponse> getPath(GetPathRequest request) {
        Caller caller = Caller.current();
        return onWorker(() -> records.get(request, caller));
    }

    @Override
    public Uni<ListPathsResponse> listPaths(ListPathsRequest request) {
        TenantScope scope = Caller.current().scope("");
        return onWorker(() -> records.list(request, scope));
    }

    @Override
    public Uni<ComputeAlternativesResponse> computeAlternatives(ComputeAlternativesRequest request) {
        TimeLimit limit = TimeLimit.ofCall();
        return reckoners.workOut(limit, () -> answers.alternatives(request, limit));
    }

    @Override
    public Uni<ExplainPathResponse> explainPath(ExplainPathRequest request) {
        Caller caller = Caller.current();
        TimeLimit limit = TimeLimit.ofCall();
        return reckoners.workOut(limit, () -> answers.explain(request, caller, limit));
    }

    @Override
    public Uni<WhatIfResponse> whatIf(WhatIfRequest request) {
        TimeLimit limit = TimeLimit.ofCall();
        return reckoners.workOut(limit, () -> studies.whatIf(request, limit));
    }

    @Override
    public Uni<OptimizePathsResponse> optimizePaths(OptimizePathsRequest request) {
        TimeLimit limit = TimeLimit.ofCall();
        return reckoners.workOut(limit, () -> studies.optimise(request, limit));
    }

    @Override
    public Uni<FindWindowResponse> findWindow(FindWindowRequest request) {
        TimeLimit limit = TimeLimit.ofCall();
        return reckoners.workOut(
                limit, () -> looking.take(() -> new TimeInquiry(live, Instant.now(), limit).findWindow(request)));
    }

    @Override
    public Uni<PlanTransferResponse> planTransfer(PlanTransferRequest request) {
        TimeLimit limit = TimeLimit.ofCall();
        return reckoners.workOut(
                limit, () -> looking.take(() -> new TimeInquiry(live, Instant.now(), limit).planTransfer(request)));
    }

    @Override
    public Uni<PreviewIntentResponse> previewIntent(PreviewIntentRequest request) {
        String tenantId = Caller.current().tenant();
        TimeLimit limit = TimeLimit.ofCall();
        return reckoners.workOut(limit, () -> previews.preview(request, tenantId, limit));
    }

    private static <T> Uni<T> onWorker(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
