package dev.braid.telemetry.query;

import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.GetConnectionHealthRequest;
import dev.braid.api.telemetry.v1.GetConnectionHealthResponse;
import dev.braid.api.telemetry.v1.GetLatencyMatrixRequest;
import dev.braid.api.telemetry.v1.GetLatencyMatrixResponse;
import dev.braid.api.telemetry.v1.IngestSamplesRequest;
import dev.braid.api.telemetry.v1.IngestSamplesResponse;
import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.api.telemetry.v1.ListConnectionHealthRequest;
import dev.braid.api.telemetry.v1.ListConnectionHealthResponse;
import dev.braid.api.telemetry.v1.ListLinkMetricsRequest;
import dev.braid.api.telemetry.v1.ListLinkMetricsResponse;
import dev.braid.api.telemetry.v1.QueryConnectionHistoryRequest;
import dev.braid.api.telemetry.v1.QueryConnectionHistoryResponse;
import dev.braid.api.telemetry.v1.QueryLinkHistoryRequest;
import dev.braid.api.telemetry.v1.QueryLinkHistoryResponse;
import dev.braid.api.telemetry.v1.TelemetryServiceGrpc.TelemetryServiceImplBase;
import dev.braid.api.telemetry.v1.WatchHealthRequest;
import dev.braid.api.telemetry.v1.WatchHealthResponse;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.paging.PageToken;
import dev.braid.telemetry.health.HealthBoard;
import dev.braid.telemetry.health.Watchers;
import dev.braid.telemetry.ingest.SampleStreams;
import dev.braid.telemetry.kafka.TopicFollower;
import dev.braid.telemetry.metrics.LinkMetricsBoard;
import dev.braid.telemetry.network.PathBook;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The service as the contract has it. It stands on gRPC's own base class, not on the reactive one, because that one
 * takes all a client sends and sends all there is, however slow the other side is.
 */
@GrpcService
class TelemetryEndpoint extends TelemetryServiceImplBase {
    private final SampleStreams samples;
    private final LinkMetricsBoard links;
    private final HealthBoard health;
    private final Watchers watchers;
    private final PathBook paths;
    private final TopicFollower follower;
    private final HistoryCalls history;

    TelemetryEndpoint(
            SampleStreams samples,
            LinkMetricsBoard links,
            HealthBoard health,
            Watchers watchers,
            PathBook paths,
            TopicFollower follower,
            HistoryCalls history) {
        this.samples = samples;
        this.links = links;
        this.health = health;
        this.watchers = watchers;
        this.paths = paths;
        this.follower = follower;
        this.history = history;
    }

    @Override
    public StreamObserver<IngestSamplesRequest> ingestSamples(StreamObserver<IngestSamplesResponse> answer) {
        requireCaughtUp();
        return samples.open(Caller.current().subject(), answer);
    }

    @Override
    public void listLinkMetrics(ListLinkMetricsRequest request, StreamObserver<ListLinkMetricsResponse> answer) {
        requireCaughtUp();
        int size = PageToken.size(request.getPageSize());
        List<LinkMetrics> page = links.page(PageToken.decode(request.getPageToken(), "links"), size + 1);
        ListLinkMetricsResponse.Builder response = ListLinkMetricsResponse.newBuilder()
                .addAllLinks(first(page, size))
                .setNextPageToken(next(page, size, LinkMetrics::getLinkId, "links"));
        reply(answer, response.build());
    }

    @Override
    public void queryLinkHistory(QueryLinkHistoryRequest request, StreamObserver<QueryLinkHistoryResponse> answer) {
        requireCaughtUp();
        history.link(request, answer);
    }

    @Override
    public void queryConnectionHistory(
            QueryConnectionHistoryRequest request, StreamObserver<QueryConnectionHistoryResponse> answer) {
        requireCaughtUp();
        history.connection(Caller.current().scope(""), request, answer);
    }

    @Override
    public void getLatencyMatrix(GetLatencyMatrixRequest request, StreamObserver<GetLatencyMatrixResponse> answer) {
        requireCaughtUp();
        history.matrix(request, answer);
    }

    @Override
    public void getConnectionHealth(
            GetConnectionHealthRequest request, StreamObserver<GetConnectionHealthResponse> answer) {
        requireCaughtUp();
        ConnectionHealth found = health.find(request.getConnectionId())
                .filter(visibleTo(Caller.current()))
                .filter(this::isOfLivingConnection)
                .orElseThrow(() -> Refusal.notFound("connection health", request.getConnectionId()));
        reply(answer, GetConnectionHealthResponse.newBuilder().setHealth(found).build());
    }

    @Override
    public void listConnectionHealth(
            ListConnectionHealthRequest request, StreamObserver<ListConnectionHealthResponse> answer) {
        requireCaughtUp();
        Caller caller = Caller.current();
        String scope = caller.scope("").toString();
        int size = PageToken.size(request.getPageSize());
        List<ConnectionHealth> page = health.page(
                PageToken.decode(request.getPageToken(), "health", scope),
                size + 1,
                visibleTo(caller).and(this::isOfLivingConnection));
        reply(
                answer,
                ListConnectionHealthResponse.newBuilder()
                        .addAllHealth(first(page, size))
                        .setNextPageToken(next(page, size, ConnectionHealth::getConnectionId, "health", scope))
                        .build());
    }

    @Override
    public void watchHealth(WatchHealthRequest request, StreamObserver<WatchHealthResponse> answer) {
        requireCaughtUp();
        watchers.open(visibleTo(Caller.current()), (ServerCallStreamObserver<WatchHealthResponse>) answer);
    }

    private void requireCaughtUp() {
        if (!follower.isCaughtUp()) {
            throw Refusal.unavailable("The service is still reading its topics.");
        }
    }

    private boolean isOfLivingConnection(ConnectionHealth judged) {
        return paths.isAlive(judged.getConnectionId());
    }

    private static Predicate<ConnectionHealth> visibleTo(Caller caller) {
        return switch (caller.scope("")) {
            case TenantScope.All() -> _ -> true;
            case TenantScope.One(var tenantId) -> judged -> judged.getTenantId().equals(tenantId);
        };
    }

    private static <T> List<T> first(List<T> page, int size) {
        return page.size() > size ? page.subList(0, size) : page;
    }

    private static <T> String next(List<T> page, int size, Function<T, String> key, Object... filters) {
        return page.size() > size ? PageToken.encode(key.apply(page.get(size - 1)), filters) : "";
    }

    private static <T> void reply(StreamObserver<T> answer, T response) {
        answer.onNext(response);
        answer.onCompleted();
    }
}
