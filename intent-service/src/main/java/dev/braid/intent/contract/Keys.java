package dev.braid.intent.contract;

import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.paging.PageToken;

/** Whose object a request names, and where a listing over tenants goes on. */
public final class Keys {
    private static final String CONNECTION_ID = "[a-z0-9-]+([.][a-z0-9-]+){2}";

    private Keys() {}

    /** The one tenant whose object is meant: ids are unique within a tenant only, so an operator has to name it. */
    public static String tenant(Caller caller, String requestedTenantId) {
        return switch (caller.scope(requestedTenantId)) {
            case TenantScope.One(String tenantId) -> tenantId;
            case TenantScope.All() ->
                throw Refusal.invalid("tenant_id", "is empty; an operator has to name the tenant");
        };
    }

    /** The tenant of a connection, as its id says. What the caller may not see does not exist. */
    public static String tenantOfConnection(Caller caller, String connectionId) {
        String tenantId = connectionId.substring(0, Math.max(0, connectionId.indexOf('.')));
        boolean seen = caller.isOperator() || caller.tenant().equals(tenantId);
        if (!connectionId.matches(CONNECTION_ID) || !seen) {
            throw Refusal.notFound("connection", connectionId);
        }
        return tenantId;
    }

    /** The tenant whose objects are listed, or empty for every tenant's. */
    public static String tenantOrAll(TenantScope scope) {
        return switch (scope) {
            case TenantScope.One(String tenantId) -> tenantId;
            case TenantScope.All() -> "";
        };
    }

    /** The place after which a listing over tenants goes on. */
    public record Place(String tenantId, String id) {
        private static final String SEPARATOR = ".";

        /** The place that the token holds, or the beginning. */
        public static Place of(String pageToken, Object... filters) {
            return PageToken.decode(pageToken, filters).map(Place::parse).orElse(new Place("", ""));
        }

        private static Place parse(String key) {
            int dot = key.indexOf(SEPARATOR);
            if (dot < 0) {
                throw Refusal.invalid("page_token", "is not a token of ours");
            }
            return new Place(key.substring(0, dot), key.substring(dot + 1));
        }

        /** The token for what follows. */
        public String token(Object... filters) {
            return PageToken.encode(tenantId + SEPARATOR + id, filters);
        }
    }
}
