package dev.braid.intent.domain;

import java.util.List;

/** What the paths of an intent must keep to, in the tenant's own order. */
public record Constraints(List<String> excludedProviderIds, List<String> allowedCountryCodes) {
    public Constraints {
        excludedProviderIds = List.copyOf(excludedProviderIds);
        allowedCountryCodes = List.copyOf(allowedCountryCodes);
    }
}
