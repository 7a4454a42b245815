package dev.braid.path.domain.network;

import java.util.Optional;

/** A carrier, cloud or exchange. */
public record Provider(String providerId, String displayName, boolean onNet, Optional<String> adapter)
        implements Element {
    @Override
    public ElementReference reference() {
        return new ElementReference(ElementKind.PROVIDER, providerId);
    }
}
