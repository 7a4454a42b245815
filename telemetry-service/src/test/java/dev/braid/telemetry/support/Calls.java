package dev.braid.telemetry.support;

import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.GetConnectionHealthRequest;
import dev.braid.api.telemetry.v1.GetLatencyMatrixRequest;
import dev.braid.api.telemetry.v1.GetLatencyMatrixResponse;
import dev.braid.api.telemetry.v1.IngestSamplesRequest;
import dev.braid.api.telemetry.v1.IngestSamplesResponse;
import dev.braid.api.telemetry.v1.ListConnectionHealthRequest;
import dev.braid.api.telemetry.v1.ListConnectionHealthResponse;
import dev.braid.api.telemetry.v1.ListLinkMetricsRequest;
import dev.braid.api.telemetry.v1.ListLinkMetricsResponse;
import dev.braid.api.telemetry.v1.QueryConnectionHistoryRequest;
import dev.braid.api.telemetry.v1.QueryConnectionHistoryResponse;
import dev.braid.api.telemetry.v1.QueryLinkHistoryRequest;
import dev.braid.api.telemetry.v1.QueryLinkHistoryResponse;
import dev.braid.api.telemetry.v1.TelemetryServiceGrpc;
import dev.braid.api.telemetry.v1.WatchHealthRequest;
import dev.braid.api.telemetry.v1.WatchHealthResponse;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A client of the service that is not ours: plain gRPC with a token. */
public final class Calls implements AutoCloseable {
    private final ManagedChannel channel;

    public Calls(int port) {
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
    }

    public ConnectionHealth health(String token, String connectionId) {
        return blocking(token)
                .getConnectionHealth(GetConnectionHealthRequest.newBuilder()
                        .setConnectionId(connectionId)
                        .build())
                .getHealth();
    }

    public ListConnectionHealthResponse list(String token, int pageSize, String pageToken) {
        return blocking(token)
                .listConnectionHealth(ListConnectionHealthRequest.newBuilder()
                        .setPageSize(pageSize)
                        .setPageToken(pageToken)
                        .build());
    }

    public ListLinkMetricsResponse links(String token, int pageSize, String pageToken) {
        return blocking(token)
                .listLinkMetrics(ListLinkMetricsRequest.newBuilder()
                        .setPageSize(pageSize)
                        .setPageToken(pageToken)
                        .build());
    }

    public QueryLinkHistoryResponse linkHistory(String token, QueryLinkHistoryRequest request) {
        return blocking(token).queryLinkHistory(request);
    }

    public QueryConnectionHistoryResponse connectionHistory(String token, QueryConnectionHistoryRequest request) {
        return blocking(token).queryConnectionHistory(request);
    }

    public GetLatencyMatrixResponse matrix(String token, GetLatencyMatrixRequest request) {
        return blocking(token).getLatencyMatrix(request);
    }

    public CompletableFuture<IngestSamplesResponse> ingest(String token, List<IngestSamplesRequest> requests) {
        CompletableFuture<IngestSamplesResponse> answer = new CompletableFuture<>();
        StreamObserver<IngestSamplesRequest> stream = with(token, TelemetryServiceGrpc.newStub(channel))
                .ingestSamples(new StreamObserver<>() {
                    @Override
                    public void onNext(IngestSamplesResponse response) {
                        answer.complete(response);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answer.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        answer.completeExceptionally(new IllegalStateException("No answer came."));
                    }
                });
        requests.forEach(stream::onNext);
        stream.onCompleted();
        return answer;
    }

    public Watch watch(String token, boolean reading) {
        Watch watch = new Watch(reading);
        with(token, TelemetryServiceGrpc.newStub(channel)).watchHealth(WatchHealthRequest.getDefaultInstance(), watch);
        return watch;
    }

    /** One who watches, and reads only when told to. */
    public static final class Watch implements ClientResponseObserver<WatchHealthRequest, WatchHealthResponse> {
        public final Queue<ConnectionHealth> heard = new ConcurrentLinkedQueue<>();
        public final CompletableFuture<Throwable> failed = new CompletableFuture<>();
        private final boolean reading;
        private ClientCallStreamObserver<WatchHealthRequest> call;

        Watch(boolean reading) {
            this.reading = reading;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchHealthRequest> stream) {
            call = stream;
            if (!reading) {
                stream.disableAutoRequestWithInitial(1);
            }
        }

        public void readOn() {
            call.request(1_000_000);
        }

        public void leave() {
            call.cancel("enough", null);
        }

        @Override
        public void onNext(WatchHealthResponse response) {
            heard.add(response.getHealth());
        }

        @Override
        public void onError(Throwable failure) {
            failed.complete(failure);
        }

        @Override
        public void onCompleted() {
            failed.complete(new IllegalStateException("The watch ended."));
        }
    }

    private TelemetryServiceGrpc.TelemetryServiceBlockingStub blocking(String token) {
        return with(token, TelemetryServiceGrpc.newBlockingStub(channel)).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    private static <S extends AbstractStub<S>> S with(String token, S stub) {
        Metadata headers = new Metadata();
        if (!token.isEmpty()) {
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        }
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
