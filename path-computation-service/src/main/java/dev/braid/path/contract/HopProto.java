package dev.braid.path.contract;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.braid.api.path.v1.Hop;
import dev.braid.path.domain.network.Span;
import java.util.List;

/** The hops of plans. */
final class HopProto {
    private HopProto() {}

    /** As the contract says it. */
    static Hop message(dev.braid.path.domain.route.Hop hop) {
        List<byte[]> names = hop.span().utf8();
        return Hop.newBuilder()
                .setLinkIdBytes(text(names.get(0)))
                .setReverseLinkIdBytes(text(names.get(1)))
                .setProviderIdBytes(text(names.get(2)))
                .setFromNodeIdBytes(text(names.get(3)))
                .setToNodeIdBytes(text(names.get(4)))
                .setLatencyUs(hop.latencyUs())
                .setPriceMicrosPerHour(hop.priceMicrosPerHour())
                .setInterconnect(hop.span().interconnect())
                .build();
    }

    private static ByteString text(byte[] utf8) {
        return UnsafeByteOperations.unsafeWrap(utf8);
    }

    /** As the domain knows it. */
    static dev.braid.path.domain.route.Hop hop(Hop message) {
        return new dev.braid.path.domain.route.Hop(
                Span.of(
                        message.getLinkId(),
                        message.getReverseLinkId(),
                        message.getProviderId(),
                        message.getFromNodeId(),
                        message.getToNodeId(),
                        message.getInterconnect()),
                message.getLatencyUs(),
                message.getPriceMicrosPerHour());
    }
}
