package dev.braid.lab.bgp;

import static dev.braid.lab.bgp.PolicyPath.AS;
import static dev.braid.lab.bgp.PolicyPath.ATTEMPT;
import static dev.braid.lab.bgp.PolicyPath.AT_HANDOFF;
import static dev.braid.lab.bgp.PolicyPath.AT_PORT;
import static dev.braid.lab.bgp.PolicyPath.NUMBER_BITS;
import static dev.braid.lab.bgp.PolicyPath.ROUTE_TARGET;
import static dev.braid.lab.bgp.PolicyPath.SR_POLICY;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.lab.bgp.gobgp.ExtendedCommunitiesAttribute;
import dev.braid.lab.bgp.gobgp.IPv4AddressSpecificExtended;
import dev.braid.lab.bgp.gobgp.LargeCommunitiesAttribute;
import dev.braid.lab.bgp.gobgp.LargeCommunity;
import dev.braid.lab.bgp.gobgp.Path;
import dev.braid.lab.bgp.gobgp.SRPolicyNLRI;
import dev.braid.lab.bgp.gobgp.SegmentTypeB;
import dev.braid.lab.bgp.gobgp.TunnelEncapAttribute;
import dev.braid.lab.bgp.gobgp.TunnelEncapSubTLVSRPreference;
import dev.braid.lab.bgp.gobgp.TunnelEncapSubTLVSRSegmentList;
import dev.braid.lab.bgp.gobgp.TunnelEncapTLV;
import dev.braid.lab.plan.Sids;
import java.util.ArrayList;
import java.util.List;

/** Reads a policy from what GoBGP tells, attribute by attribute, and believes no more than one of each. */
final class PolicyReader {
    private final SRPolicyNLRI nlri;
    private final List<String> headEnds = new ArrayList<>();
    private final List<Entrance> entrances = new ArrayList<>();
    private final List<List<String>> lists = new ArrayList<>();
    private final List<Long> preferences = new ArrayList<>();
    private int attempt;

    private PolicyReader(Path path) throws InvalidProtocolBufferException {
        nlri = path.getNlri().unpack(SRPolicyNLRI.class);
        for (Any attribute : path.getPattrsList()) {
            if (attribute.is(ExtendedCommunitiesAttribute.class)) {
                targets(attribute.unpack(ExtendedCommunitiesAttribute.class));
            } else if (attribute.is(LargeCommunitiesAttribute.class)) {
                communities(attribute.unpack(LargeCommunitiesAttribute.class));
            } else if (attribute.is(TunnelEncapAttribute.class)) {
                tunnels(attribute.unpack(TunnelEncapAttribute.class));
            }
        }
    }

    /** Throws IllegalArgumentException when it is not a policy as PolicyPath makes them. */
    static SrPolicy read(Path path) {
        try {
            return new PolicyReader(path).policy();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("The path cannot be read: %s".formatted(e.getMessage()), e);
        }
    }

    private SrPolicy policy() {
        return new SrPolicy(
                new SrPolicy.Id(
                        nlri.getColor(),
                        nlri.getDistinguisher(),
                        Address6.text(nlri.getEndpoint().toByteArray())),
                one("route target", headEnds),
                one("entrance", entrances),
                one("preference", preferences),
                attempt,
                lists.isEmpty() ? List.of() : one("segment list", lists));
    }

    private <T> T one(String what, List<T> values) {
        if (values.size() != 1) {
            throw new IllegalArgumentException("The policy of colour %d has %d times %s, must be 1."
                    .formatted(nlri.getColor(), values.size(), what));
        }
        return values.getFirst();
    }

    private void targets(ExtendedCommunitiesAttribute attribute) throws InvalidProtocolBufferException {
        for (Any community : attribute.getCommunitiesList()) {
            if (community.is(IPv4AddressSpecificExtended.class)) {
                var target = community.unpack(IPv4AddressSpecificExtended.class);
                if (target.getSubType() == ROUTE_TARGET) {
                    headEnds.add(Sids.nodeOfRouterId(target.getAddress()));
                }
            }
        }
    }

    private void communities(LargeCommunitiesAttribute attribute) {
        for (LargeCommunity community : attribute.getCommunitiesList()) {
            int value = community.getLocalData2();
            if (community.getGlobalAdmin() == AS) {
                switch (community.getLocalData1()) {
                    case AT_PORT -> entrances.add(new Entrance.Port(value));
                    case AT_HANDOFF ->
                        entrances.add(new Entrance.Handoff(value >>> NUMBER_BITS, value & (1 << NUMBER_BITS) - 1));
                    case ATTEMPT -> attempt = value;
                    default -> {
                        // Of a later version.
                    }
                }
            }
        }
    }

    private void tunnels(TunnelEncapAttribute attribute) throws InvalidProtocolBufferException {
        for (TunnelEncapTLV tunnel : attribute.getTlvsList()) {
            if (tunnel.getType() == SR_POLICY) {
                for (Any part : tunnel.getTlvsList()) {
                    if (part.is(TunnelEncapSubTLVSRPreference.class)) {
                        preferences.add(Integer.toUnsignedLong(
                                part.unpack(TunnelEncapSubTLVSRPreference.class).getPreference()));
                    } else if (part.is(TunnelEncapSubTLVSRSegmentList.class)) {
                        lists.add(segments(part.unpack(TunnelEncapSubTLVSRSegmentList.class)));
                    }
                }
            }
        }
    }

    private static List<String> segments(TunnelEncapSubTLVSRSegmentList list) throws InvalidProtocolBufferException {
        List<String> segments = new ArrayList<>();
        for (Any segment : list.getSegmentsList()) {
            segments.add(
                    Address6.text(segment.unpack(SegmentTypeB.class).getSid().toByteArray()));
        }
        return segments;
    }
}
