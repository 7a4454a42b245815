package dev.braid.intent.contract;

import dev.braid.intent.domain.Port;
import dev.braid.intent.domain.PortKind;
import dev.braid.platform.proto.Times;
import java.time.Instant;
import java.util.Optional;

/** A port as a tenant asks for it and reads it. */
public final class PortProto {
    private PortProto() {}

    /** The port that the tenant asks for; what Braid assigns is not taken from the request. */
    public static Port port(String tenantId, dev.braid.api.port.v1.Port proto, Instant now) {
        return new Port(
                tenantId,
                proto.getPortId(),
                proto.getDisplayName(),
                kind(proto.getKind()),
                proto.getLocationId(),
                proto.getBandwidthBps(),
                now,
                Optional.empty());
    }

    /** As it goes over the wire. */
    public static dev.braid.api.port.v1.Port proto(Port port) {
        return dev.braid.api.port.v1.Port.newBuilder()
                .setPortId(port.portId())
                .setTenantId(port.tenantId())
                .setDisplayName(port.displayName())
                .setKind(kind(port.kind()))
                .setLocationId(port.locationId())
                .setBandwidthBps(port.bandwidthBps())
                .setCreateTime(Times.timestamp(port.createTime()))
                .build();
    }

    private static PortKind kind(dev.braid.api.port.v1.PortKind kind) {
        return switch (kind) {
            case PORT_KIND_SITE -> PortKind.SITE;
            case PORT_KIND_DATA_CENTER -> PortKind.DATA_CENTER;
            case PORT_KIND_CLOUD_ONRAMP -> PortKind.CLOUD_ONRAMP;
            case PORT_KIND_PARTNER -> PortKind.PARTNER;
            case PORT_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("The rules of the contract admit no such kind.");
        };
    }

    private static dev.braid.api.port.v1.PortKind kind(PortKind kind) {
        return switch (kind) {
            case SITE -> dev.braid.api.port.v1.PortKind.PORT_KIND_SITE;
            case DATA_CENTER -> dev.braid.api.port.v1.PortKind.PORT_KIND_DATA_CENTER;
            case CLOUD_ONRAMP -> dev.braid.api.port.v1.PortKind.PORT_KIND_CLOUD_ONRAMP;
            case PARTNER -> dev.braid.api.port.v1.PortKind.PORT_KIND_PARTNER;
        };
    }
}
