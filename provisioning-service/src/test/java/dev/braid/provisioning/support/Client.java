package dev.braid.provisioning.support;

import dev.braid.api.provider.v1.ProviderServiceGrpc;
import dev.braid.api.provisioning.v1.GetProvisionedConnectionRequest;
import dev.braid.api.provisioning.v1.ProvisionedConnection;
import dev.braid.api.provisioning.v1.ProvisioningServiceGrpc;
import dev.braid.embedded.EmbeddedStack;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A caller of the service under test, over a socket, with a token and a deadline. */
public record Client(Channel channel) {
    private static ManagedChannel shared;

    public static Client ofTenant(String tenantId) {
        return of(tenantId, Set.of("tenant-viewer"));
    }

    public static Client operator() {
        return of(null, Set.of("operator"));
    }

    public static Client of(String tenantId, Set<String> roles) {
        String token = EmbeddedStack.issuer().token(tenantId, roles, Duration.ofMinutes(10));
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return new Client(ClientInterceptors.intercept(socket(), MetadataUtils.newAttachHeadersInterceptor(headers)));
    }

    /** A connection without identity. */
    public static synchronized ManagedChannel socket() {
        if (shared == null) {
            shared = NettyChannelBuilder.forAddress("127.0.0.1", ProvisioningStack.grpcPort())
                    .usePlaintext()
                    .build();
        }
        return shared;
    }

    public ProvisioningServiceGrpc.ProvisioningServiceBlockingStub provisioning() {
        return ProvisioningServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    public ProviderServiceGrpc.ProviderServiceBlockingStub providers() {
        return ProviderServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    public ProvisionedConnection connection(String connectionId) {
        return provisioning()
                .getProvisionedConnection(GetProvisionedConnectionRequest.newBuilder()
                        .setConnectionId(connectionId)
                        .build())
                .getConnection();
    }
}
