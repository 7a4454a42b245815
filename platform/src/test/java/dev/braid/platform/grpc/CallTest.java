package dev.braid.platform.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.braid.api.tenant.v1.CreateTenantRequest;
import dev.braid.api.tenant.v1.Tenant;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.platform.support.Calls;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class CallTest {
    @Inject
    MeterRegistry meters;

    private Calls calls;

    @BeforeEach
    void open() {
        calls = Calls.open();
    }

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void aCallWithoutADeadlineGetsOursAndAnAbsurdOneIsRefused() {
        var stub = calls.withoutDeadline(Calls.token("acme", "tenant-viewer"));

        assertThat(stub.getTenant(Calls.get("acme")).getTenant().getTenantId()).isEqualTo("acme");
        Calls.assertCode(
                Status.Code.INVALID_ARGUMENT,
                () -> stub.withDeadlineAfter(3650, TimeUnit.DAYS).getTenant(Calls.get("acme")));
    }

    @Test
    void aMessageOverTheLimitIsRefusedAndCounted() {
        double before = refusedInAll();
        String fiveMegabytes = "x".repeat(5_000_000);

        Calls.assertCode(
                Status.Code.RESOURCE_EXHAUSTED,
                () -> calls.as(Calls.token(null, "operator"))
                        .createTenant(CreateTenantRequest.newBuilder()
                                .setTenant(
                                        Tenant.newBuilder().setTenantId("acme").setDisplayName(fiveMegabytes))
                                .build()));
        await().untilAsserted(() -> assertThat(refusedInAll()).isGreaterThan(before));
    }

    @Test
    void aCompressedMessageCountsWithItsFullLength() {
        assertThatThrownBy(() -> calls.as(Calls.token(null, "operator"))
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

        Calls.assertCode(Status.Code.UNAUTHENTICATED, () -> calls.as(null).getTenant(Calls.get("acme")));

        await().untilAsserted(() -> assertThat(refused("UNAUTHENTICATED")).isEqualTo(before + 1));
    }

    @Test
    void aMessageThatCannotBeReadAndAMethodThatIsNotThereAreCounted() {
        double before = refusedInAll();

        assertThatThrownBy(() -> calls.raw("braid.tenant.v1.TenantService/GetTenant", new byte[] {10, 100, 1}))
                .isInstanceOf(StatusRuntimeException.class);
        await().untilAsserted(() -> assertThat(refusedInAll()).isEqualTo(before + 1));
        assertThatThrownBy(() -> calls.raw("braid.tenant.v1.TenantService/NoSuchMethod", new byte[0]))
                .isInstanceOf(StatusRuntimeException.class);
        await().untilAsserted(() -> assertThat(refusedInAll()).isEqualTo(before + 2));
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
}
