package dev.braid.platform.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.tenant.v1.GetTenantRequest;
import dev.braid.api.tenant.v1.TenantServiceGrpc;
import dev.braid.api.tenant.v1.TenantServiceGrpc.TenantServiceBlockingStub;
import dev.braid.embedded.EmbeddedStack;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;

/** Calls over a real socket to the service of this test. */
public final class Calls implements AutoCloseable {
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(1);
    private static final long DEADLINE_SECONDS = 10;

    private final ManagedChannel channel;

    private Calls(ManagedChannel channel) {
        this.channel = channel;
    }

    /** A connection to the service of this test. */
    public static Calls open() {
        int port = ConfigProvider.getConfig().getValue("quarkus.grpc.server.port", Integer.class);
        return new Calls(
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** Calls with the token, or without one for null. */
    public TenantServiceBlockingStub as(String token) {
        var stub = TenantServiceGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
        return token == null ? stub : stub.withInterceptors(authorization(token));
    }

    /** Calls with the token that state no deadline. */
    public TenantServiceBlockingStub withoutDeadline(String token) {
        return TenantServiceGrpc.newBlockingStub(channel).withInterceptors(authorization(token));
    }

    /** Any bytes to any method. */
    public byte[] raw(String method, byte[] body) {
        MethodDescriptor.Marshaller<byte[]> bytes = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(InputStream stream) {
                return new byte[0];
            }
        };
        var descriptor = MethodDescriptor.newBuilder(bytes, bytes)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method)
                .build();
        return ClientCalls.blockingUnaryCall(
                ClientInterceptors.intercept(channel, authorization(token("acme", "tenant-viewer"))),
                descriptor,
                CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
                body);
    }

    /** A good token. */
    public static String token(String tenantId, String... roles) {
        return EmbeddedStack.issuer().token(tenantId, Set.of(roles), TOKEN_LIFE);
    }

    /** A request for the tenant. */
    public static GetTenantRequest get(String tenantId) {
        return GetTenantRequest.newBuilder().setTenantId(tenantId).build();
    }

    /** The call ends with the code. */
    public static void assertCode(Status.Code code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode())
                                .as(e.getMessage())
                                .isEqualTo(code));
    }

    private static ClientInterceptor authorization(String token) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }
}
