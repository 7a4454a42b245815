package dev.braid.platform.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.tenant.v1.CreateTenantRequest;
import dev.braid.api.tenant.v1.Tenant;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.platform.support.Calls;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class AnswerTest {
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
    void aRefusalReachesTheClientAsItWasMade() {
        Calls.assertCode(
                Status.Code.NOT_FOUND,
                () -> calls.as(Calls.token("acme", "tenant-viewer")).getTenant(Calls.get("globex")));
    }

    @Test
    void aFailureOfOursTellsNothingOfTheHouse() {
        assertThatThrownBy(() -> calls.as(Calls.token("acme", "tenant-viewer")).getTenant(Calls.get("broken")))
                .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
                    assertThat(e.getStatus().getDescription())
                            .contains("incident")
                            .doesNotContain("secret", "IllegalState");
                });
    }

    @Test
    void fieldRulesAreCheckedBeforeTheServiceSeesTheRequest() {
        assertThatThrownBy(() -> calls.as(Calls.token(null, "operator"))
                        .createTenant(CreateTenantRequest.newBuilder()
                                .setTenant(Tenant.newBuilder()
                                        .setTenantId("../etc")
                                        .setDisplayName("x"))
                                .build()))
                .hasMessageContaining("tenant.tenant_id")
                .hasMessageContaining("../etc");
    }
}
