package dev.braid.path.contract;

import dev.braid.api.topology.v1.ProviderEndpoint;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.path.domain.network.Element;
import dev.braid.path.domain.network.ElementKind;
import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.LinkKind;
import dev.braid.path.domain.network.LinkQuality;
import dev.braid.path.domain.network.Location;
import dev.braid.path.domain.network.LocationKind;
import dev.braid.path.domain.network.Metro;
import dev.braid.path.domain.network.Node;
import dev.braid.path.domain.network.Provider;
import dev.braid.path.domain.network.RiskGroup;
import dev.braid.path.domain.network.VersionedElement;
import dev.braid.path.engine.NetworkLoad;
import java.util.Optional;
import java.util.OptionalDouble;

/** The elements of the network. */
public final class TopologyProto {
    private TopologyProto() {}

    /** As the contract says it. */
    public static TopologyElement message(VersionedElement versioned) {
        TopologyElement.Builder message = TopologyElement.newBuilder().setVersion(versioned.version());
        return switch (versioned.element()) {
            case Provider provider -> message.setProvider(message(provider)).build();
            case Metro metro ->
                message.setMetro(dev.braid.api.topology.v1.Metro.newBuilder()
                                .setMetroId(metro.metroId())
                                .setDisplayName(metro.displayName())
                                .setCountryCode(metro.countryCode())
                                .setLatitudeDegrees(metro.latitudeDegrees())
                                .setLongitudeDegrees(metro.longitudeDegrees()))
                        .build();
            case Location location -> message.setLocation(message(location)).build();
            case Node node ->
                message.setNode(dev.braid.api.topology.v1.Node.newBuilder()
                                .setNodeId(node.nodeId())
                                .setProviderId(node.providerId())
                                .setLocationId(node.locationId()))
                        .build();
            case Link link -> message.setLink(message(link)).build();
            case RiskGroup group ->
                message.setRiskGroup(dev.braid.api.topology.v1.RiskGroup.newBuilder()
                                .setRiskGroupId(group.riskGroupId())
                                .setDisplayName(group.displayName()))
                        .build();
        };
    }

    private static dev.braid.api.topology.v1.Provider message(Provider provider) {
        var message = dev.braid.api.topology.v1.Provider.newBuilder()
                .setProviderId(provider.providerId())
                .setDisplayName(provider.displayName())
                .setOnNet(provider.onNet());
        provider.adapter()
                .ifPresent(adapter ->
                        message.setEndpoint(ProviderEndpoint.newBuilder().setAdapter(adapter)));
        return message.build();
    }

    /** As the contract says it. */
    public static dev.braid.api.topology.v1.Location message(Location location) {
        return dev.braid.api.topology.v1.Location.newBuilder()
                .setLocationId(location.locationId())
                .setDisplayName(location.displayName())
                .setMetroId(location.metroId())
                .setKind(message(location.kind()))
                .setCloudRegion(location.cloudRegion())
                .build();
    }

    private static dev.braid.api.topology.v1.Link message(Link link) {
        var message = dev.braid.api.topology.v1.Link.newBuilder()
                .setLinkId(link.linkId())
                .setProviderId(link.providerId())
                .setFromNodeId(link.fromNodeId())
                .setToNodeId(link.toNodeId())
                .setReverseLinkId(link.reverseLinkId())
                .setKind(message(link.kind()))
                .setCapacityBps(link.capacityBps())
                .setLatencyFloorUs(link.latencyFloorUs())
                .setPriceMicrosPerGbpsHour(link.priceMicrosPerGbpsHour())
                .addAllRiskGroupIds(link.riskGroupIds())
                .setJitterUs(link.promised().jitterUs())
                .setLossRatio(link.promised().lossRatio());
        link.availabilityRatio().ifPresent(message::setAvailabilityRatio);
        return message.build();
    }

    /** As the domain knows it. */
    public static Element element(TopologyElement message) {
        return switch (message.getElementCase()) {
            case PROVIDER ->
                new Provider(
                        message.getProvider().getProviderId(),
                        message.getProvider().getDisplayName(),
                        message.getProvider().getOnNet(),
                        message.getProvider().hasEndpoint()
                                ? Optional.of(
                                        message.getProvider().getEndpoint().getAdapter())
                                : Optional.empty());
            case METRO ->
                new Metro(
                        message.getMetro().getMetroId(),
                        message.getMetro().getDisplayName(),
                        message.getMetro().getCountryCode(),
                        message.getMetro().getLatitudeDegrees(),
                        message.getMetro().getLongitudeDegrees());
            case LOCATION ->
                new Location(
                        SharedNames.of(message.getLocation().getLocationId()),
                        message.getLocation().getDisplayName(),
                        message.getLocation().getMetroId(),
                        kind(message.getLocation().getKind()),
                        message.getLocation().getCloudRegion());
            case NODE ->
                new Node(
                        message.getNode().getNodeId(),
                        message.getNode().getProviderId(),
                        message.getNode().getLocationId());
            case LINK -> link(message.getLink());
            case RISK_GROUP ->
                new RiskGroup(
                        message.getRiskGroup().getRiskGroupId(),
                        message.getRiskGroup().getDisplayName());
            case ELEMENT_NOT_SET -> throw new IllegalArgumentException("The element is of no kind.");
        };
    }

    /** As the domain knows it. */
    static Link link(dev.braid.api.topology.v1.Link message) {
        bounded(message, "latency_floor_us", message.getLatencyFloorUs(), NetworkLoad.MAX_WEIGHT);
        bounded(message, "price_micros_per_gbps_hour", message.getPriceMicrosPerGbpsHour(), NetworkLoad.MAX_WEIGHT);
        bounded(message, "capacity_bps", message.getCapacityBps(), NetworkLoad.MAX_CAPACITY_BPS);
        return new Link(
                message.getLinkId(),
                message.getProviderId(),
                message.getFromNodeId(),
                message.getToNodeId(),
                message.getReverseLinkId(),
                kind(message.getKind()),
                message.getCapacityBps(),
                message.getLatencyFloorUs(),
                message.getPriceMicrosPerGbpsHour(),
                message.getRiskGroupIdsList(),
                new LinkQuality(message.getJitterUs(), message.getLossRatio()),
                message.hasAvailabilityRatio()
                        ? OptionalDouble.of(message.getAvailabilityRatio())
                        : OptionalDouble.empty());
    }

    /** The engine counts in 32 bits; the contract alone would let more in. */
    private static void bounded(dev.braid.api.topology.v1.Link link, String field, long value, long most) {
        if (value > most) {
            throw new IllegalArgumentException(
                    "%s of link '%s' is %d, more than %d.".formatted(field, link.getLinkId(), value, most));
        }
    }

    /** The kind of element. */
    public static ElementKind kind(dev.braid.api.topology.v1.ElementKind message) {
        return switch (message) {
            case ELEMENT_KIND_PROVIDER -> ElementKind.PROVIDER;
            case ELEMENT_KIND_METRO -> ElementKind.METRO;
            case ELEMENT_KIND_LOCATION -> ElementKind.LOCATION;
            case ELEMENT_KIND_NODE -> ElementKind.NODE;
            case ELEMENT_KIND_LINK -> ElementKind.LINK;
            case ELEMENT_KIND_RISK_GROUP -> ElementKind.RISK_GROUP;
            case ELEMENT_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("The kind of element is unknown.");
        };
    }

    /** The element that a key of the topic names. */
    public static ElementReference reference(String key) {
        int slash = key.indexOf('/');
        for (ElementKind kind : ElementKind.values()) {
            if (slash == kind.word().length() && key.startsWith(kind.word())) {
                return new ElementReference(kind, key.substring(slash + 1));
            }
        }
        throw new IllegalArgumentException("The key '%s' names no element.".formatted(key));
    }

    private static dev.braid.api.topology.v1.LocationKind message(LocationKind kind) {
        return switch (kind) {
            case DATA_CENTER -> dev.braid.api.topology.v1.LocationKind.LOCATION_KIND_DATA_CENTER;
            case LANDING_STATION -> dev.braid.api.topology.v1.LocationKind.LOCATION_KIND_LANDING_STATION;
            case CLOUD_EDGE -> dev.braid.api.topology.v1.LocationKind.LOCATION_KIND_CLOUD_EDGE;
        };
    }

    private static LocationKind kind(dev.braid.api.topology.v1.LocationKind message) {
        return switch (message) {
            case LOCATION_KIND_DATA_CENTER -> LocationKind.DATA_CENTER;
            case LOCATION_KIND_LANDING_STATION -> LocationKind.LANDING_STATION;
            case LOCATION_KIND_CLOUD_EDGE -> LocationKind.CLOUD_EDGE;
            case LOCATION_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("The kind of location is unknown.");
        };
    }

    private static dev.braid.api.topology.v1.LinkKind message(LinkKind kind) {
        return switch (kind) {
            case TERRESTRIAL -> dev.braid.api.topology.v1.LinkKind.LINK_KIND_TERRESTRIAL;
            case SUBMARINE -> dev.braid.api.topology.v1.LinkKind.LINK_KIND_SUBMARINE;
            case METRO -> dev.braid.api.topology.v1.LinkKind.LINK_KIND_METRO;
            case INTERCONNECT -> dev.braid.api.topology.v1.LinkKind.LINK_KIND_INTERCONNECT;
        };
    }

    private static LinkKind kind(dev.braid.api.topology.v1.LinkKind message) {
        return switch (message) {
            case LINK_KIND_TERRESTRIAL -> LinkKind.TERRESTRIAL;
            case LINK_KIND_SUBMARINE -> LinkKind.SUBMARINE;
            case LINK_KIND_METRO -> LinkKind.METRO;
            case LINK_KIND_INTERCONNECT -> LinkKind.INTERCONNECT;
            case LINK_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("The kind of link is unknown.");
        };
    }
}
