package dev.braid.telemetry.query;

import dev.braid.api.telemetry.v1.GetLatencyMatrixRequest;
import dev.braid.api.telemetry.v1.GetLatencyMatrixResponse;
import dev.braid.api.telemetry.v1.QueryConnectionHistoryRequest;
import dev.braid.api.telemetry.v1.QueryConnectionHistoryResponse;
import dev.braid.api.telemetry.v1.QueryLinkHistoryRequest;
import dev.braid.api.telemetry.v1.QueryLinkHistoryResponse;
import dev.braid.platform.errors.ErrorMapping;
import dev.braid.platform.identity.TenantScope;
import dev.braid.telemetry.history.HistoryQueries;
import dev.braid.telemetry.matrix.LatencyMatrix;
import io.grpc.stub.StreamObserver;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers what takes its time, on threads of its own: those that serve calls must not wait. */
@ApplicationScoped
class HistoryCalls {
    private final HistoryQueries queries;
    private final LatencyMatrix matrix;
    private final ErrorMapping errors;
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("history-query-", 0).factory());

    HistoryCalls(HistoryQueries queries, LatencyMatrix matrix, ErrorMapping errors) {
        this.queries = queries;
        this.matrix = matrix;
        this.errors = errors;
    }

    void link(QueryLinkHistoryRequest request, StreamObserver<QueryLinkHistoryResponse> answer) {
        var question = HistoryProto.question(
                request.getStartTime(),
                request.hasEndTime(),
                request.getEndTime(),
                request.getResolution(),
                request.getMaxPoints());
        answer(answer, () -> HistoryProto.links(queries.link(request.getLinkId(), question)));
    }

    void connection(
            TenantScope scope,
            QueryConnectionHistoryRequest request,
            StreamObserver<QueryConnectionHistoryResponse> answer) {
        var question = HistoryProto.question(
                request.getStartTime(),
                request.hasEndTime(),
                request.getEndTime(),
                request.getResolution(),
                request.getMaxPoints());
        answer(answer, () -> HistoryProto.connections(queries.connection(scope, request.getConnectionId(), question)));
    }

    void matrix(GetLatencyMatrixRequest request, StreamObserver<GetLatencyMatrixResponse> answer) {
        answer(answer, () -> MatrixProto.page(request, matrix.page(MatrixProto.question(request))));
    }

    private <T> void answer(StreamObserver<T> answer, Supplier<T> response) {
        workers.execute(() -> {
            T made;
            try {
                made = response.get();
            } catch (RuntimeException e) {
                answer.onError(errors.transform(e));
                return;
            }
            answer.onNext(made);
            answer.onCompleted();
        });
    }

    @PreDestroy
    void close() {
        workers.shutdownNow();
    }
}
