package dev.braid.intent.tenants;

import dev.braid.api.tenant.v1.CreateTenantRequest;
import dev.braid.api.tenant.v1.CreateTenantResponse;
import dev.braid.api.tenant.v1.GetTenantRequest;
import dev.braid.api.tenant.v1.GetTenantResponse;
import dev.braid.api.tenant.v1.ListTenantsRequest;
import dev.braid.api.tenant.v1.ListTenantsResponse;
import dev.braid.api.tenant.v1.TenantService;
import dev.braid.intent.contract.Moments;
import dev.braid.intent.domain.Tenant;
import dev.braid.intent.store.TenantRepository;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.paging.PageToken;
import dev.braid.platform.proto.Times;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Keeps the record of tenants. Who is a tenant is decided by the issuer of tokens; this gives them a name. */
@GrpcService
public class TenantEndpoint implements TenantService {
    private static final String KIND = "tenant";

    private final Transactions transactions;
    private final TenantRepository tenants;

    TenantEndpoint(Transactions transactions, TenantRepository tenants) {
        this.transactions = transactions;
        this.tenants = tenants;
    }

    @Override
    public Uni<CreateTenantResponse> createTenant(CreateTenantRequest request) {
        Tenant wanted = new Tenant(
                request.getTenant().getTenantId(), request.getTenant().getDisplayName(), Moments.now());
        return transactions
                .run(new TenantScope.All(), session -> create(session, wanted))
                .map(tenant -> CreateTenantResponse.newBuilder()
                        .setTenant(proto(tenant))
                        .build());
    }

    private Uni<Tenant> create(StatelessSession session, Tenant wanted) {
        return tenants.insert(session, wanted)
                .chain(() -> tenants.find(session, wanted.tenantId()))
                .map(found -> found.orElseThrow())
                .invoke(stored -> {
                    if (!stored.displayName().equals(wanted.displayName())) {
                        throw Refusal.alreadyExists(
                                KIND,
                                wanted.tenantId(),
                                "display_name is '%s' there and '%s' here"
                                        .formatted(stored.displayName(), wanted.displayName()));
                    }
                });
    }

    @Override
    public Uni<GetTenantResponse> getTenant(GetTenantRequest request) {
        Caller caller = Caller.current();
        String tenantId = request.getTenantId();
        if (!caller.isOperator() && !caller.tenant().equals(tenantId)) {
            throw Refusal.notFound(KIND, tenantId);
        }
        TenantScope scope = caller.isOperator() ? new TenantScope.All() : TenantScope.of(caller.tenant());
        return transactions
                .run(scope, session -> tenants.find(session, tenantId))
                .map(found -> found.orElseThrow(() -> Refusal.notFound(KIND, tenantId)))
                .map(tenant ->
                        GetTenantResponse.newBuilder().setTenant(proto(tenant)).build());
    }

    @Override
    public Uni<ListTenantsResponse> listTenants(ListTenantsRequest request) {
        int size = PageToken.size(request.getPageSize());
        String after = PageToken.decode(request.getPageToken(), KIND).orElse("");
        return transactions
                .run(new TenantScope.All(), session -> tenants.list(session, after, size + 1))
                .map(found -> page(found, size));
    }

    private static ListTenantsResponse page(List<Tenant> found, int size) {
        List<Tenant> page = found.subList(0, Math.min(size, found.size()));
        ListTenantsResponse.Builder response = ListTenantsResponse.newBuilder()
                .addAllTenants(page.stream().map(TenantEndpoint::proto).toList());
        if (found.size() > size) {
            response.setNextPageToken(PageToken.encode(page.getLast().tenantId(), KIND));
        }
        return response.build();
    }

    private static dev.braid.api.tenant.v1.Tenant proto(Tenant tenant) {
        return dev.braid.api.tenant.v1.Tenant.newBuilder()
                .setTenantId(tenant.tenantId())
                .setDisplayName(tenant.displayName())
                .setCreateTime(Times.timestamp(tenant.createTime()))
                .build();
    }
}
