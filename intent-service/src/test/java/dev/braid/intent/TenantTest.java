package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.tenant.v1.CreateTenantRequest;
import dev.braid.api.tenant.v1.GetTenantRequest;
import dev.braid.api.tenant.v1.ListTenantsRequest;
import dev.braid.api.tenant.v1.Tenant;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(IntentStack.class)
class TenantTest {
    private final Client operator = Client.operator();

    @Test
    void theSameTenantAgainIsTheSameAnswerAndAnotherNameIsRefused() {
        String id = Client.ofNewTenant().tenantId();
        Tenant created = create(id, "Acme");
        assertThat(create(id, "Acme")).isEqualTo(created);
        assertThatThrownBy(() -> create(id, "Other")).hasMessageContaining("ALREADY_EXISTS");
    }

    @Test
    void aTenantReadsItselfAndNobodyElse() {
        Client tenant = Client.ofNewTenant();
        Tenant created = create(tenant.tenantId(), "Acme");
        assertThat(get(tenant, tenant.tenantId())).isEqualTo(created);
        assertThat(get(operator, tenant.tenantId())).isEqualTo(created);
        assertThatThrownBy(() -> get(Client.ofNewTenant(), tenant.tenantId())).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void anOperatorListsAllPageByPage() {
        String one = Client.ofNewTenant().tenantId();
        String other = Client.ofNewTenant().tenantId();
        create(other, "Other");
        create(one, "One");
        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            var page = operator.tenants()
                    .listTenants(ListTenantsRequest.newBuilder()
                            .setPageSize(1)
                            .setPageToken(token)
                            .build());
            page.getTenantsList().forEach(t -> ids.add(t.getTenantId()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        assertThat(ids).isSorted().doesNotHaveDuplicates().contains(one, other);
    }

    private Tenant create(String tenantId, String displayName) {
        return operator.tenants()
                .createTenant(CreateTenantRequest.newBuilder()
                        .setTenant(Tenant.newBuilder().setTenantId(tenantId).setDisplayName(displayName))
                        .build())
                .getTenant();
    }

    private static Tenant get(Client caller, String tenantId) {
        return caller.tenants()
                .getTenant(GetTenantRequest.newBuilder().setTenantId(tenantId).build())
                .getTenant();
    }
}
