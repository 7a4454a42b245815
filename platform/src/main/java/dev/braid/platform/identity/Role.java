package dev.braid.platform.identity;

import java.util.Locale;
import java.util.Optional;

/** What a token may grant; the contract's roles, by the names that stand in tokens. */
public enum Role {
    TENANT_VIEWER,
    TENANT_ADMIN,
    OPERATOR,
    TELEMETRY_SOURCE,
    SERVICE;

    /** As it stands in the {@code groups} of a token, for example {@code tenant-admin}. */
    public String tokenName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The role of that name; tokens may carry groups that mean nothing to Braid. */
    static Optional<Role> find(String tokenName) {
        for (Role role : values()) {
            if (role.tokenName().equals(tokenName)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    static Optional<Role> find(dev.braid.api.access.v1.Role role) {
        return switch (role) {
            case ROLE_TENANT_VIEWER -> Optional.of(TENANT_VIEWER);
            case ROLE_TENANT_ADMIN -> Optional.of(TENANT_ADMIN);
            case ROLE_OPERATOR -> Optional.of(OPERATOR);
            case ROLE_TELEMETRY_SOURCE -> Optional.of(TELEMETRY_SOURCE);
            case ROLE_SERVICE -> Optional.of(SERVICE);
            case ROLE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }
}
