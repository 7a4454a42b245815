package dev.braid.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.platform.errors.Refusal;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {
    private final Caller tenant = new Caller("ann", Optional.of("acme"), Set.of(Role.TENANT_ADMIN), "secret-token");
    private final Caller operator = new Caller("olga", Optional.empty(), Set.of(Role.OPERATOR), "secret-token");

    @Test
    void aTenantMeansItselfAndMayNameNobodyElse() {
        assertThat(tenant.scope("")).isEqualTo(new TenantScope.One("acme"));
        assertThat(tenant.scope("acme")).isEqualTo(new TenantScope.One("acme"));
        assertThatThrownBy(() -> tenant.scope("globex")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> tenant.scope("*")).isInstanceOf(Refusal.class);
    }

    @Test
    void anOperatorMeansAllOrTheOneItNames() {
        assertThat(operator.scope("")).isEqualTo(new TenantScope.All());
        assertThat(operator.scope("acme")).isEqualTo(new TenantScope.One("acme"));
        assertThatThrownBy(() -> operator.scope("*")).isInstanceOf(Refusal.class);
        assertThatThrownBy(operator::tenant).isInstanceOf(Refusal.class);
    }

    @Test
    void onlyOperatorsSeeWhatIsAnotherTenants() {
        assertThat(tenant.maySee("acme")).isTrue();
        assertThat(tenant.maySee("globex")).isFalse();
        assertThat(operator.maySee("globex")).isTrue();
    }

    @Test
    void theTokenNeverShowsInText() {
        assertThat(tenant.toString()).doesNotContain("secret-token");
    }
}
