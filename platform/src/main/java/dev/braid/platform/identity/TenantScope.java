package dev.braid.platform.identity;

/** Whose objects a piece of work may see. The database enforces it. */
public sealed interface TenantScope {
    /** One tenant's. */
    record One(String tenantId) implements TenantScope {
        public One {
            if (tenantId.isBlank() || "*".equals(tenantId)) {
                throw new IllegalArgumentException("The tenant id '%s' names no tenant.".formatted(tenantId));
            }
        }
    }

    /** Every tenant's: for operators who name none, and for workers that serve all. */
    record All() implements TenantScope {}

    /** The scope of one tenant. */
    static TenantScope of(String tenantId) {
        return new One(tenantId);
    }
}
