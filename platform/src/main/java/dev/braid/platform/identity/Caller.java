package dev.braid.platform.identity;

import dev.braid.platform.errors.Refusal;
import io.grpc.Context;
import java.util.Optional;
import java.util.Set;

/** Who calls, as the verified token says. The tenant comes from nowhere else. */
public record Caller(String subject, Optional<String> tenantId, Set<Role> roles, String bearerToken) {
    static final Context.Key<Caller> CONTEXT = Context.key("braid-caller");

    /** What a tenant id looks like, as the contract of Tenant says. */
    static final String TENANT_ID = "[a-z][a-z0-9-]{0,38}[a-z0-9]";

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** The caller of the gRPC call under way. Ask before the first asynchronous step. */
    public static Caller current() {
        Caller caller = CONTEXT.get();
        if (caller == null) {
            throw Refusal.unauthenticated("The call carries no identity.");
        }
        return caller;
    }

    /** The tenant that the token names. */
    public String tenant() {
        return tenantId.orElseThrow(() -> Refusal.permissionDenied("The token names no tenant."));
    }

    /** Whether the caller runs the network. */
    public boolean isOperator() {
        return roles.contains(Role.OPERATOR);
    }

    /**
     * Whose objects the caller means when the request names {@code requestedTenantId}, which is empty for none. Only
     * operators may name another tenant than the token's.
     */
    public TenantScope scope(String requestedTenantId) {
        if (isOperator()) {
            if (!requestedTenantId.isEmpty() && !requestedTenantId.matches(TENANT_ID)) {
                throw Refusal.invalid("tenant_id", "'%s' names no tenant".formatted(requestedTenantId));
            }
            return requestedTenantId.isEmpty() ? new TenantScope.All() : new TenantScope.One(requestedTenantId);
        }
        String own = tenant();
        if (!requestedTenantId.isEmpty() && !requestedTenantId.equals(own)) {
            throw Refusal.permissionDenied("Only operators may name a tenant_id.");
        }
        return new TenantScope.One(own);
    }

    /** Whether the caller may see an object of that tenant. */
    public boolean maySee(String objectTenantId) {
        return isOperator() || tenantId.filter(objectTenantId::equals).isPresent();
    }

    @Override
    public String toString() {
        return "Caller[%s, tenant %s, %s]".formatted(subject, tenantId.orElse("none"), roles);
    }
}
