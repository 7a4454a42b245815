package dev.braid.platform.app;

import dev.braid.api.tenant.v1.CreateTenantRequest;
import dev.braid.api.tenant.v1.CreateTenantResponse;
import dev.braid.api.tenant.v1.GetTenantRequest;
import dev.braid.api.tenant.v1.GetTenantResponse;
import dev.braid.api.tenant.v1.ListTenantsRequest;
import dev.braid.api.tenant.v1.ListTenantsResponse;
import dev.braid.api.tenant.v1.Tenant;
import dev.braid.api.tenant.v1.TenantService;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

/** A service that is as small as one can be, to see what platform does round it. */
@GrpcService
public class TenantEndpoint implements TenantService {
    @Override
    public Uni<CreateTenantResponse> createTenant(CreateTenantRequest request) {
        return Uni.createFrom()
                .item(CreateTenantResponse.newBuilder()
                        .setTenant(request.getTenant())
                        .build());
    }

    @Override
    public Uni<GetTenantResponse> getTenant(GetTenantRequest request) {
        if (request.getTenantId().equals("broken")) {
            throw new IllegalStateException("secret of the house");
        }
        String tenantId = Caller.current().tenant();
        if (!request.getTenantId().equals(tenantId)) {
            return Uni.createFrom().failure(Refusal.notFound("tenant", request.getTenantId()));
        }
        return Uni.createFrom()
                .item(GetTenantResponse.newBuilder()
                        .setTenant(Tenant.newBuilder().setTenantId(tenantId))
                        .build());
    }

    @Override
    public Uni<ListTenantsResponse> listTenants(ListTenantsRequest request) {
        return Uni.createFrom().item(ListTenantsResponse.getDefaultInstance());
    }
}
