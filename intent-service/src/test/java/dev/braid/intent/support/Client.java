package dev.braid.intent.support;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import dev.braid.api.intent.v1.IntentServiceGrpc;
import dev.braid.api.intent.v1.SlaServiceGrpc;
import dev.braid.api.port.v1.PortServiceGrpc;
import dev.braid.api.quote.v1.QuoteServiceGrpc;
import dev.braid.api.tenant.v1.TenantServiceGrpc;
import dev.braid.embedded.EmbeddedStack;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A caller of the service under test, over a socket, with a token and a deadline. */
public record Client(String tenantId, String token, Channel channel) {
    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final long DEADLINE_SECONDS = 20;
    private static ManagedChannel shared;

    /** An administrator of a tenant that nobody else uses. */
    public static Client ofNewTenant() {
        return ofTenant("t" + Long.toString(System.nanoTime(), 36) + "x" + TENANTS.incrementAndGet());
    }

    public static Client ofTenant(String tenantId) {
        return of(tenantId, Set.of("tenant-admin"));
    }

    public static Client operator() {
        return of(null, Set.of("operator"));
    }

    public static Client of(String tenantId, Set<String> roles) {
        String token = EmbeddedStack.issuer().token(tenantId, roles, Duration.ofMinutes(10));
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return new Client(
                tenantId,
                token,
                ClientInterceptors.intercept(
                        socket(), MetadataUtils.newAttachHeadersInterceptor(headers), new Hurry()));
    }

    /** A connection without identity and deadline. */
    public static synchronized ManagedChannel socket() {
        if (shared == null) {
            shared = NettyChannelBuilder.forAddress("127.0.0.1", IntentStack.grpcPort())
                    .usePlaintext()
                    .maxInboundMessageSize(8 << 20)
                    .build();
        }
        return shared;
    }

    public IntentServiceGrpc.IntentServiceBlockingStub intents() {
        return IntentServiceGrpc.newBlockingStub(channel);
    }

    public PortServiceGrpc.PortServiceBlockingStub ports() {
        return PortServiceGrpc.newBlockingStub(channel);
    }

    public QuoteServiceGrpc.QuoteServiceBlockingStub quotes() {
        return QuoteServiceGrpc.newBlockingStub(channel);
    }

    public SlaServiceGrpc.SlaServiceBlockingStub slas() {
        return SlaServiceGrpc.newBlockingStub(channel);
    }

    public TenantServiceGrpc.TenantServiceBlockingStub tenants() {
        return TenantServiceGrpc.newBlockingStub(channel);
    }

    /** The fields that a refusal blames. */
    public static List<String> fields(StatusRuntimeException refusal) {
        List<String> fields = new ArrayList<>();
        for (Any detail : StatusProto.fromThrowable(refusal).getDetailsList()) {
            if (detail.is(BadRequest.class)) {
                try {
                    detail.unpack(BadRequest.class).getFieldViolationsList().forEach(v -> fields.add(v.getField()));
                } catch (InvalidProtocolBufferException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return fields;
    }

    private static final class Hurry implements ClientInterceptor {
        @Override
        public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            return next.newCall(
                    method,
                    options.getDeadline() == null
                            ? options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                            : options);
        }
    }
}
