package dev.braid.platform.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.braid.api.tenant.v1.CreateTenantRequest;
import dev.braid.api.tenant.v1.GetTenantRequest;
import dev.braid.api.tenant.v1.ListTenantsRequest;
import dev.braid.api.tenant.v1.Tenant;
import dev.braid.api.tenant.v1.TenantServiceGrpc;
import dev.braid.api.tenant.v1.TenantServiceGrpc.TenantServiceBlockingStub;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.embedded.LocalIssuer;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class CallTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Inject
    MeterRegistry meters;

    @TempDir
    Path folder;

    private ManagedChannel channel;

    @BeforeEach
    void open() {
        int port = org.eclipse.microprofile.config.ConfigProvider.getConfig()
                .getValue("quarkus.grpc.server.port", Integer.class);
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
    }

    @Test
    void theServiceSeesTheTenantOfTheToken() {
        assertThat(as(token("acme", "tenant-viewer"))
                        .getTenant(get("acme"))
                        .getTenant()
                        .getTenantId())
                .isEqualTo("acme");
    }

    @Test
    void aRefusalReachesTheClientAsItWasMade() {
        assertCode(
                Status.Code.NOT_FOUND, () -> as(token("acme", "tenant-viewer")).getTenant(get("globex")));
    }

    @Test
    void aFailureOfOursTellsNothingOfTheHouse() {
        assertThatThrownBy(() -> as(token("acme", "tenant-viewer")).getTenant(get("broken")))
                .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
                    assertThat(e.getStatus().getDescription())
                            .contains("incident")
                            .doesNotContain("secret", "IllegalState");
                });
    }

    @Test
    void aRoleThatTheContractDoesNotNameIsNotAdmitted() {
        assertCode(
                Status.Code.PERMISSION_DENIED,
                () -> as(token("acme", "tenant-admin")).listTenants(ListTenantsRequest.getDefaultInstance()));
        assertCode(Status.Code.PERMISSION_DENIED, () -> as(token("acme")).getTenant(get("acme")));
    }

    @TestFactory
    Stream<DynamicTest> nobodyGetsInWithATokenThatIsNotRight() throws Exception {
        String good = token("acme", "tenant-viewer");
        String[] parts = good.split("\\.");
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String none = base64.encodeToString("{\"alg\":\"none\"}".getBytes());
        String payload = new String(Base64.getUrlDecoder().decode(parts[1])).replace("acme", "globex");
        String publicKey = Files.readString(EmbeddedStack.issuer().publicKeyFile());
        var claims = Jwt.claims().subject("acme@local").groups("tenant-viewer").claim("tenant", "acme");
        return Stream.of(
                        new Attempt("no token", null),
                        new Attempt("not a token", "hello"),
                        new Attempt("algorithm none", none + "." + parts[1] + "."),
                        new Attempt(
                                "another payload under the same signature",
                                parts[0] + "." + base64.encodeToString(payload.getBytes()) + "." + parts[2]),
                        new Attempt("a signature cut short", good.substring(0, good.length() - 4)),
                        new Attempt(
                                "expired",
                                EmbeddedStack.issuer().token("acme", Set.of("tenant-viewer"), Duration.ofMinutes(-10))),
                        new Attempt(
                                "signed by another key",
                                LocalIssuer.in(folder.resolve("other")).token("acme", Set.of("tenant-viewer"), MINUTE)),
                        new Attempt(
                                "signed with the public key as a shared secret",
                                claims.issuer(LocalIssuer.ISSUER)
                                        .audience(LocalIssuer.AUDIENCE)
                                        .expiresIn(60)
                                        .jws()
                                        .algorithm(io.smallrye.jwt.algorithm.SignatureAlgorithm.HS256)
                                        .sign(new javax.crypto.spec.SecretKeySpec(publicKey.getBytes(), "HmacSHA256"))))
                .map(attempt -> DynamicTest.dynamicTest(
                        attempt.name(),
                        () -> assertCode(
                                Status.Code.UNAUTHENTICATED,
                                () -> as(attempt.token()).getTenant(get("acme")))));
    }

    private record Attempt(String name, String token) {}

    @Test
    void aCallWithoutADeadlineGetsOursAndAnAbsurdOneIsRefused() {
        var stub = TenantServiceGrpc.newBlockingStub(channel)
                .withInterceptors(
                        MetadataUtils.newAttachHeadersInterceptor(authorization(token("acme", "tenant-viewer"))));

        assertThat(stub.getTenant(get("acme")).getTenant().getTenantId()).isEqualTo("acme");
        assertCode(
                Status.Code.INVALID_ARGUMENT,
                () -> stub.withDeadlineAfter(3650, TimeUnit.DAYS).getTenant(get("acme")));
    }

    @Test
    void fieldRulesAreCheckedBeforeTheServiceSeesTheRequest() {
        assertThatThrownBy(() -> as(token(null, "operator"))
                        .createTenant(CreateTenantRequest.newBuilder()
                                .setTenant(Tenant.newBuilder()
                                        .setTenantId("../etc")
                                        .setDisplayName("x"))
                                .build()))
                .hasMessageContaining("tenant.tenant_id")
                .hasMessageContaining("../etc");
    }

    @Test
    void aMessageOverTheLimitIsRefusedAndCounted() {
        double before = refusedInAll();
        String fiveMegabytes = "x".repeat(5_000_000);

        assertCode(
                Status.Code.RESOURCE_EXHAUSTED,
                () -> as(token(null, "operator"))
                        .createTenant(CreateTenantRequest.newBuilder()
                                .setTenant(
                                        Tenant.newBuilder().setTenantId("acme").setDisplayName(fiveMegabytes))
                                .build()));
        await().untilAsserted(() -> assertThat(refusedInAll()).isGreaterThan(before));
    }

    @Test
    void aCompressedMessageCountsWithItsFullLength() {
        assertThatThrownBy(() -> as(token(null, "operator"))
                        .withCompression("gzip")
                        .createTenant(CreateTenantRequest.newBuilder()
                                .setTenant(
                                        Tenant.newBuilder().setTenantId("acme").setDisplayName("x".repeat(50_000_000)))
                                .build()))
                .isInstanceOf(StatusRuntimeException.class);
    }

    @Test
    void refusedCallsAreCountedByMethodAndCode() {
        double before = refused("UNAUTHENTICATED");

        assertCode(Status.Code.UNAUTHENTICATED, () -> as(null).getTenant(get("acme")));

        await().untilAsserted(() -> assertThat(refused("UNAUTHENTICATED")).isEqualTo(before + 1));
    }

    @Test
    void aMessageThatCannotBeReadAndAMethodThatIsNotThereAreCounted() {
        double before = refusedInAll();

        assertThatThrownBy(() -> raw("braid.tenant.v1.TenantService/GetTenant", new byte[] {10, 100, 1}))
                .isInstanceOf(StatusRuntimeException.class);
        await().untilAsserted(() -> assertThat(refusedInAll()).isEqualTo(before + 1));
        assertThatThrownBy(() -> raw("braid.tenant.v1.TenantService/NoSuchMethod", new byte[0]))
                .isInstanceOf(StatusRuntimeException.class);
        await().untilAsserted(() -> assertThat(refusedInAll()).isEqualTo(before + 2));
    }

    private byte[] raw(String method, byte[] body) {
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
                ClientInterceptors.intercept(
                        channel,
                        MetadataUtils.newAttachHeadersInterceptor(authorization(token("acme", "tenant-viewer")))),
                descriptor,
                CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS),
                body);
    }

    private double refusedInAll() {
        return meters.find("braid.refused.calls").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private double refused(String code) {
        return meters.find("braid.refused.calls").tag("code", code).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private TenantServiceBlockingStub as(String token) {
        var stub = TenantServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
        return token == null
                ? stub
                : stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(authorization(token)));
    }

    private static Metadata authorization(String token) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return headers;
    }

    private static String token(String tenantId, String... roles) {
        return EmbeddedStack.issuer().token(tenantId, Set.of(roles), MINUTE);
    }

    private static GetTenantRequest get(String tenantId) {
        return GetTenantRequest.newBuilder().setTenantId(tenantId).build();
    }

    private static void assertCode(Status.Code code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode())
                                .as(e.getMessage())
                                .isEqualTo(code));
    }
}
