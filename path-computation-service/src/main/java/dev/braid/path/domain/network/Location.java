package dev.braid.path.domain.network;

/** A facility in a metro. */
public record Location(String locationId, String displayName, String metroId, LocationKind kind, String cloudRegion)
        implements Element {
    @Override
    public ElementReference reference() {
        return new ElementReference(ElementKind.LOCATION, locationId);
    }
}
