package dev.braid.path.domain.route;

import java.util.List;

/** What a path must keep to; no countries means anywhere. */
public record Constraints(List<String> excludedProviderIds, List<String> allowedCountryCodes) {
    /** Everything is allowed. */
    public static final Constraints NONE = new Constraints(List.of(), List.of());

    public Constraints {
        excludedProviderIds = List.copyOf(excludedProviderIds);
        allowedCountryCodes = List.copyOf(allowedCountryCodes);
    }
}
