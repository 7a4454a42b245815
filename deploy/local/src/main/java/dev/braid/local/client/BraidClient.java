package dev.braid.local.client;

import dev.braid.api.intent.v1.IntentServiceGrpc;
import dev.braid.api.intent.v1.SlaServiceGrpc;
import dev.braid.api.path.v1.AutomationServiceGrpc;
import dev.braid.api.path.v1.PathServiceGrpc;
import dev.braid.api.port.v1.PortServiceGrpc;
import dev.braid.api.provisioning.v1.ProvisioningServiceGrpc;
import dev.braid.api.telemetry.v1.TelemetryServiceGrpc;
import dev.braid.api.tenant.v1.TenantServiceGrpc;
import dev.braid.api.topology.v1.TopologyServiceGrpc;
import dev.braid.embedded.LocalIssuer;
import dev.braid.local.installation.Certificates;
import dev.braid.local.installation.Installation;
import dev.braid.local.installation.Service;
import io.grpc.CallCredentials;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.AbstractStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Calls the services of an installation as one of its tenants or as its operator. */
public final class BraidClient implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);
    private static final Duration DEADLINE = Duration.ofSeconds(28);
    private static final Duration URGENT = Duration.ofSeconds(10);
    // Every call of Braid may be repeated: a service that is away is asked again, as a patient client would. Where its
    // connection is closed in the middle of a call, gRPC calls that UNKNOWN.
    private static final Map<String, ?> PATIENCE = Map.of(
            "methodConfig",
            List.of(Map.of(
                    "name",
                    List.of(Map.of()),
                    "retryPolicy",
                    Map.of(
                            "maxAttempts",
                            5.0,
                            "initialBackoff",
                            "0.5s",
                            "maxBackoff",
                            "5s",
                            "backoffMultiplier",
                            3.0,
                            "retryableStatusCodes",
                            List.of("UNAVAILABLE", "UNKNOWN")))));

    private final Map<Service, ManagedChannel> channels = new EnumMap<>(Service.class);
    private final Map<String, CallCredentials> callers = new ConcurrentHashMap<>();
    private final LocalIssuer issuer;

    public BraidClient(Installation installation) {
        this.issuer = installation.issuer();
        try {
            ChannelCredentials credentials = TlsChannelCredentials.newBuilder()
                    .trustManager(Certificates.in(installation.certificates())
                            .authority()
                            .toFile())
                    .build();
            for (Service service : Service.grpcServices()) {
                int port = installation.settings().grpcPort(service);
                channels.put(
                        service,
                        Grpc.newChannelBuilderForAddress("127.0.0.1", port, credentials)
                                .defaultServiceConfig(PATIENCE)
                                .build());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The certificates of %s cannot be read.".formatted(installation.home()), e);
        }
    }

    /** The intents of the tenant. */
    public IntentServiceGrpc.IntentServiceBlockingStub intents(String tenantId) {
        return as(tenantId, IntentServiceGrpc.newBlockingStub(channels.get(Service.INTENT)));
    }

    /** The intents of all tenants. */
    public IntentServiceGrpc.IntentServiceBlockingStub allIntents() {
        return asOperator(IntentServiceGrpc.newBlockingStub(channels.get(Service.INTENT)));
    }

    /** How the promises of all tenants were kept. */
    public SlaServiceGrpc.SlaServiceBlockingStub allSlas() {
        return asOperator(SlaServiceGrpc.newBlockingStub(channels.get(Service.INTENT)));
    }

    /** The ports of the tenant. */
    public PortServiceGrpc.PortServiceBlockingStub ports(String tenantId) {
        return as(tenantId, PortServiceGrpc.newBlockingStub(channels.get(Service.INTENT)));
    }

    /** The tenants. */
    public TenantServiceGrpc.TenantServiceBlockingStub tenants() {
        return asOperator(TenantServiceGrpc.newBlockingStub(channels.get(Service.INTENT)));
    }

    /** The paths of the tenant. */
    public PathServiceGrpc.PathServiceBlockingStub paths(String tenantId) {
        return as(tenantId, PathServiceGrpc.newBlockingStub(channels.get(Service.PATH)));
    }

    /** The paths of all tenants. */
    public PathServiceGrpc.PathServiceBlockingStub allPaths() {
        return asOperator(PathServiceGrpc.newBlockingStub(channels.get(Service.PATH)));
    }

    /** The network. */
    public TopologyServiceGrpc.TopologyServiceBlockingStub topology() {
        return asOperator(TopologyServiceGrpc.newBlockingStub(channels.get(Service.PATH)));
    }

    /** Automatic moves, as an operator of that name: what takes two people takes two names. Not waited for long. */
    public AutomationServiceGrpc.AutomationServiceBlockingStub automation(String name) {
        return AutomationServiceGrpc.newBlockingStub(channels.get(Service.PATH))
                .withCallCredentials(new Bearer(issuer.operatorToken(name, TOKEN_LIFE)))
                .withDeadlineAfter(URGENT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is ordered for all tenants. */
    public ProvisioningServiceGrpc.ProvisioningServiceBlockingStub allProvisioning() {
        return asOperator(ProvisioningServiceGrpc.newBlockingStub(channels.get(Service.PROVISIONING)));
    }

    /** What is measured, for all tenants. */
    public TelemetryServiceGrpc.TelemetryServiceBlockingStub telemetry() {
        return asOperator(TelemetryServiceGrpc.newBlockingStub(channels.get(Service.TELEMETRY)));
    }

    /** Where the source sends what it measures: as itself, and as nobody else. */
    public TelemetryServiceGrpc.TelemetryServiceStub measurementsOf(String sourceId) {
        return TelemetryServiceGrpc.newStub(channels.get(Service.TELEMETRY))
                .withCallCredentials(new Bearer(issuer.sourceToken(sourceId, TOKEN_LIFE)));
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }

    private <S extends AbstractStub<S>> S as(String tenantId, S stub) {
        CallCredentials caller = callers.computeIfAbsent(
                tenantId, id -> new Bearer(issuer.token(id, Set.of("tenant-admin"), TOKEN_LIFE)));
        return prepared(stub, caller);
    }

    private <S extends AbstractStub<S>> S asOperator(S stub) {
        CallCredentials caller =
                callers.computeIfAbsent("", _ -> new Bearer(issuer.token(null, Set.of("operator"), TOKEN_LIFE)));
        return prepared(stub, caller);
    }

    /** A service that is being started again is waited for. */
    private static <S extends AbstractStub<S>> S prepared(S stub, CallCredentials caller) {
        return stub.withCallCredentials(caller)
                .withWaitForReady()
                .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static final class Bearer extends CallCredentials {
        private final String token;

        private Bearer(String token) {
            this.token = token;
        }

        @Override
        public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
            Metadata headers = new Metadata();
            headers.put(AUTHORIZATION, "Bearer " + token);
            applier.apply(headers);
        }
    }
}
