package dev.braid.embedded;

import java.util.List;

/**
 * A database of one service, with the role that owns its tables and migrates them, and the other role that the service
 * works as: that one owns nothing and cannot step round row-level security.
 */
public record Database(String name, String owner, String appRole) {
    /** Of intent-service. */
    public static final Database INTENT = new Database("braid_intent", "intent_owner", "intent_service");

    /** Of provisioning-service. */
    public static final Database PROVISIONING =
            new Database("braid_provisioning", "provisioning_owner", "provisioning_service");

    /** Of telemetry-service. */
    public static final Database TELEMETRY = new Database("braid_telemetry", "telemetry_owner", "telemetry_service");

    /** Every database of an installation. */
    public static final List<Database> ALL = List.of(INTENT, PROVISIONING, TELEMETRY);

    public Database {
        for (String identifier : List.of(name, owner, appRole)) {
            // They are written into SQL as they are.
            if (!identifier.matches("[a-z][a-z0-9_]*")) {
                throw new IllegalArgumentException("The identifier (%s) is not plain.".formatted(identifier));
            }
        }
    }
}
