package dev.braid.local.command;

import dev.braid.api.tenant.v1.CreateTenantRequest;
import dev.braid.api.tenant.v1.Tenant;
import dev.braid.local.client.BraidClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The customers that a local installation has from the start. */
public final class DemoTenants {
    private static final Map<String, String> NAMES = new TreeMap<>(Map.of(
            "acme", "Acme Trading",
            "globex", "Globex Pictures"));

    /** Their ids. */
    public static final List<String> IDS = List.copyOf(NAMES.keySet());

    private DemoTenants() {}

    static void create(BraidClient client) {
        NAMES.forEach((id, name) -> client.tenants()
                .createTenant(CreateTenantRequest.newBuilder()
                        .setTenant(Tenant.newBuilder().setTenantId(id).setDisplayName(name))
                        .build()));
    }
}
