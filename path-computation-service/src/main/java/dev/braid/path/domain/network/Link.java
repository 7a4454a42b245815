package dev.braid.path.domain.network;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A directed link of one provider.
 *
 * @param promised what the provider promises of the packets
 * @param availabilityRatio the share of the time, 0 to 1, that the provider promises it to be there, if it says
 */
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
        List<String> riskGroupIds,
        LinkQuality promised,
        OptionalDouble availabilityRatio)
        implements Element {
    public Link {
        riskGroupIds = List.copyOf(riskGroupIds);
        double available = availabilityRatio.orElse(1);
        if (!(available >= 0 && available <= 1)) {
            throw new IllegalArgumentException(
                    "The availability of link '%s' is %s, not between 0 and 1.".formatted(linkId, available));
        }
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
                riskGroupIds,
                promised,
                availabilityRatio);
    }

    @Override
    public ElementReference reference() {
        return new ElementReference(ElementKind.LINK, linkId);
    }
}
