package dev.braid.path.domain.network;

/** Things that fail together. */
public record RiskGroup(String riskGroupId, String displayName) implements Element {
    @Override
    public ElementReference reference() {
        return new ElementReference(ElementKind.RISK_GROUP, riskGroupId);
    }
}
