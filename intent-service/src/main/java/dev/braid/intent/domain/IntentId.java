package dev.braid.intent.domain;

/** Names an intent over all tenants. */
public record IntentId(String tenantId, String intentId) {
    public IntentId {
        if (tenantId.isBlank() || intentId.isBlank()) {
            throw new IllegalArgumentException(
                    "An intent needs a tenant ('%s') and an id ('%s').".formatted(tenantId, intentId));
        }
    }

    /** Tenant and intent id joined by a dot, which neither of them can contain. */
    public String key() {
        return tenantId + "." + intentId;
    }

    /** The name over all tenants of the connection that counts {@code ordinal} from 1. */
    public String connectionId(int ordinal) {
        return key() + "." + ordinal;
    }
}
