package dev.braid.telemetry.query;

import dev.braid.api.telemetry.v1.QueryConnectionHistoryRequest;
import dev.braid.api.telemetry.v1.QueryConnectionHistoryResponse;
import dev.braid.api.telemetry.v1.QueryLinkHistoryRequest;
import dev.braid.api.telemetry.v1.QueryLinkHistoryResponse;
import dev.braid.platform.errors.ErrorMapping;
import dev.braid.platform.identity.TenantScope;
import dev.braid.telemetry.history.HistoryQueries;
import io.grpc.stub.StreamObserver;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers what needs the database, on threads of its own: those that serve calls must not wait. */
@ApplicationScoped
class HistoryCalls {
    private final HistoryQueries queries;
    private final ErrorMapping errors;
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("history-query-", 0).factory());

    HistoryCalls(HistoryQueries queries, ErrorMapping errors) {
        this.queries = queries;
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
