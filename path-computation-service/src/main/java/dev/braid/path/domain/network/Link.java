package dev.braid.path.domain.network;

import java.util.List;

/** A directed link of one provider. */
public record Link(
        String linkId,
        String providerId,
        String fromNodeId,
        String toNodeId,
        String reverseLinkId,
        LinkKind kind,
        long capacityBps,
        long latencyFloorUs,
        long priceMicrosPerGbpsHour,
        List<String> riskGroupIds)
        implements Element {
    public Link {
        riskGroupIds = List.copyOf(riskGroupIds);
    }

    /** The same at another price. */
    public Link withPriceMicrosPerGbpsHour(long other) {
        return new Link(
                linkId,
                providerId,
                fromNodeId,
                toNodeId,
                reverseLinkId,
                kind,
                capacityBps,
                latencyFloorUs,
                other,
                riskGroupIds);
    }

    @Override
    public ElementReference reference() {
        return new ElementReference(ElementKind.LINK, linkId);
    }
}
