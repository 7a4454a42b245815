package dev.braid.intent.support;

import dev.braid.api.path.v1.Binding;
import dev.braid.api.path.v1.ComputePathsRequest;
import dev.braid.api.path.v1.ComputePathsResponse;
import dev.braid.api.path.v1.ComputedPath;
import dev.braid.api.path.v1.Demand;
import dev.braid.api.path.v1.Explanation;
import dev.braid.api.path.v1.Influence;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRejection;
import dev.braid.api.path.v1.PathServiceGrpc;
import dev.braid.api.path.v1.PreviewIntentRequest;
import dev.braid.api.path.v1.PreviewIntentResponse;
import dev.braid.api.provisioning.v1.PreviewPlansRequest;
import dev.braid.api.provisioning.v1.PreviewPlansResponse;
import dev.braid.api.provisioning.v1.ProvisioningServiceGrpc;
import dev.braid.api.topology.v1.GetLocationRequest;
import dev.braid.api.topology.v1.GetLocationResponse;
import dev.braid.api.topology.v1.Location;
import dev.braid.api.topology.v1.TopologyServiceGrpc;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Path computation for tests, and provisioning as far as it is asked, behind a real socket. What it answers follows from the request alone: the location
 * {@code nowhere} does not exist, for {@code silent} there is no answer, from {@code mute} no path is computed, and a link carries at most 100 Gbit/s. It
 * refuses calls without token or deadline, and tells in each plan with which, and what, it was asked.
 */
@ApplicationScoped
public class PathServer {
    public static final String NOWHERE = "nowhere";
    public static final String SILENT = "silent";
    public static final String MUTE = "mute";
    public static final long CAPACITY_BPS = 100_000_000_000L;
    public static final long PRICE_MICROS_PER_HOUR = 1_500_000;

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<String> TOKEN = Context.key("token");

    private Server server;

    void start(@Observes StartupEvent event, @ConfigProperty(name = "braid.test.path-port") int port) {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                    .addService(new Paths())
                    .addService(new Topology())
                    .addService(new Provisioning())
                    .intercept(new Doorkeeper())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        server.shutdownNow();
    }

    private static final class Doorkeeper implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            String token = headers.get(AUTHORIZATION);
            if (token == null || Context.current().getDeadline() == null) {
                call.close(Status.UNAUTHENTICATED.withDescription("token or deadline is missing"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return Contexts.interceptCall(Context.current().withValue(TOKEN, token), call, headers, next);
        }
    }

    private static final class Topology extends TopologyServiceGrpc.TopologyServiceImplBase {
        @Override
        public void getLocation(GetLocationRequest request, StreamObserver<GetLocationResponse> answer) {
            switch (request.getLocationId()) {
                case NOWHERE -> answer.onError(Status.NOT_FOUND.asRuntimeException());
                case SILENT -> answer.onError(Status.UNAVAILABLE.asRuntimeException());
                default -> {
                    answer.onNext(GetLocationResponse.newBuilder()
                            .setLocation(Location.newBuilder().setLocationId(request.getLocationId()))
                            .build());
                    answer.onCompleted();
                }
            }
        }
    }

    private static final class Paths extends PathServiceGrpc.PathServiceImplBase {
        @Override
        public void computePaths(ComputePathsRequest request, StreamObserver<ComputePathsResponse> answer) {
            ComputePathsResponse.Builder response = ComputePathsResponse.newBuilder();
            for (Demand demand : request.getDemandsList()) {
                if (demand.getALocationId().equals(MUTE)) {
                    answer.onError(Status.UNAVAILABLE.asRuntimeException());
                    return;
                }
                response.addPaths(
                        demand.getBandwidthBps() > CAPACITY_BPS
                                ? ComputedPath.newBuilder()
                                        .setRejection(PathRejection.newBuilder().setBinding(Binding.BINDING_BANDWIDTH))
                                        .build()
                                : ComputedPath.newBuilder()
                                        .setPlan(plan(demand))
                                        .build());
            }
            answer.onNext(response.build());
            answer.onCompleted();
        }

        @Override
        public void previewIntent(PreviewIntentRequest request, StreamObserver<PreviewIntentResponse> answer) {
            boolean mute = request.getConnectionsList().stream()
                    .anyMatch(it -> it.getDemand().getALocationId().equals(MUTE));
            if (mute) {
                answer.onError(Status.UNAVAILABLE.asRuntimeException());
                return;
            }
            if (PlayedPreviews.isPondered(request)) {
                return;
            }
            answer.onNext(PlayedPreviews.plans(request));
            answer.onCompleted();
        }

        private static PathPlan plan(Demand demand) {
            long remainingMs = Context.current().getDeadline().timeRemaining(TimeUnit.MILLISECONDS);
            return PathPlan.newBuilder()
                    .setRevision(1)
                    .setBandwidthBps(demand.getBandwidthBps())
                    .setExpectedLatencyUs(remainingMs)
                    .setPriceMicrosPerHour(PRICE_MICROS_PER_HOUR)
                    .setCurrencyCode("EUR")
                    .setWhy(Explanation.newBuilder()
                            .setSummary(TOKEN.get())
                            .addInfluences(Influence.newBuilder().setMessage(demand.toString())))
                    .build();
        }
    }

    private static final class Provisioning extends ProvisioningServiceGrpc.ProvisioningServiceImplBase {
        @Override
        public void previewPlans(PreviewPlansRequest request, StreamObserver<PreviewPlansResponse> answer) {
            if (PlayedPreviews.isPondered(request)) {
                return;
            }
            try {
                answer.onNext(PlayedPreviews.legs(request));
                answer.onCompleted();
            } catch (StatusRuntimeException e) {
                answer.onError(e);
            }
        }
    }
}
