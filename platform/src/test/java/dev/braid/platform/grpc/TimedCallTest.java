package dev.braid.platform.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.tenant.v1.ListTenantsRequest;
import dev.braid.api.tenant.v1.ListTenantsResponse;
import dev.braid.api.tenant.v1.TenantServiceGrpc;
import io.grpc.Server;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimedCallTest {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final CompletableFuture<StreamObserver<ListTenantsResponse>> caller = new CompletableFuture<>();

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    @Test
    void aCallThatNobodyAnswersEndsInTimeAndALateAnswerIsDropped() throws Exception {
        Server server = serverThatAnswersLate(Duration.ofMillis(200));
        var channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
        try {
            assertThatThrownBy(() -> TenantServiceGrpc.newBlockingStub(channel)
                            .listTenants(ListTenantsRequest.getDefaultInstance()))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
            var late = caller.get(5, TimeUnit.SECONDS);
            late.onNext(ListTenantsResponse.getDefaultInstance());
            late.onCompleted();
        } finally {
            channel.shutdownNow();
            server.shutdownNow();
        }
    }

    /** Built by hand: a service class on the test's class path would take the place of the application's own. */
    private Server serverThatAnswersLate(Duration limit) throws java.io.IOException {
        var method = TenantServiceGrpc.getListTenantsMethod();
        ServerCallHandler<ListTenantsRequest, ListTenantsResponse> late =
                ServerCalls.asyncUnaryCall((_, observer) -> caller.complete(observer));
        return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(ServerServiceDefinition.builder(TenantServiceGrpc.SERVICE_NAME)
                        .addMethod(method, (call, headers) -> TimedCall.start(call, limit, clock, headers, late))
                        .build())
                .build()
                .start();
    }
}
