package dev.braid.path.domain.inquiry;

import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.Link;

/**
 * Another price.
 *
 * @param of a link, which stands for its reverse too, or a provider, which stands for all its links
 * @param permille the new price in thousandths of the old one
 */
public record PriceChange(ElementReference of, int permille) {
    boolean concerns(Link link) {
        return switch (of.kind()) {
            case LINK -> of.id().equals(link.linkId()) || of.id().equals(link.reverseLinkId());
            case PROVIDER -> of.id().equals(link.providerId());
            case METRO, RISK_GROUP, LOCATION, NODE -> false;
        };
    }

    /** Rounded half up. */
    long price(Link link) {
        return (Math.multiplyExact(link.priceMicrosPerGbpsHour(), (long) permille) + 500) / 1000;
    }
}
