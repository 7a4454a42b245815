package dev.braid.path.domain.network;

/** A city area. */
public record Metro(
        String metroId, String displayName, String countryCode, double latitudeDegrees, double longitudeDegrees)
        implements Element {
    @Override
    public ElementReference reference() {
        return new ElementReference(ElementKind.METRO, metroId);
    }
}
