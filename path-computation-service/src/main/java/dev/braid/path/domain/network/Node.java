package dev.braid.path.domain.network;

/** A provider's switching point in a location. */
public record Node(String nodeId, String providerId, String locationId) implements Element {
    @Override
    public ElementReference reference() {
        return new ElementReference(ElementKind.NODE, nodeId);
    }
}
