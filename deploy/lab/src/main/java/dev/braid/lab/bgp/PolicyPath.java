package dev.braid.lab.bgp;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.braid.lab.bgp.gobgp.ExtendedCommunitiesAttribute;
import dev.braid.lab.bgp.gobgp.Family;
import dev.braid.lab.bgp.gobgp.IPv4AddressSpecificExtended;
import dev.braid.lab.bgp.gobgp.LargeCommunitiesAttribute;
import dev.braid.lab.bgp.gobgp.LargeCommunity;
import dev.braid.lab.bgp.gobgp.LocalPrefAttribute;
import dev.braid.lab.bgp.gobgp.NextHopAttribute;
import dev.braid.lab.bgp.gobgp.OriginAttribute;
import dev.braid.lab.bgp.gobgp.Path;
import dev.braid.lab.bgp.gobgp.SRPolicyNLRI;
import dev.braid.lab.bgp.gobgp.SRWeight;
import dev.braid.lab.bgp.gobgp.SegmentFlags;
import dev.braid.lab.bgp.gobgp.SegmentTypeB;
import dev.braid.lab.bgp.gobgp.TunnelEncapAttribute;
import dev.braid.lab.bgp.gobgp.TunnelEncapSubTLVSRPreference;
import dev.braid.lab.bgp.gobgp.TunnelEncapSubTLVSRSegmentList;
import dev.braid.lab.bgp.gobgp.TunnelEncapTLV;
import dev.braid.lab.plan.Sids;

/**
 * Policies as GoBGP takes them (RFC 9830). The route target names the head-end by its BGP identifier; large
 * communities (RFC 8092) of the carrier's own AS say where the head-end takes packets in, and how often it was told.
 */
final class PolicyPath {
    static final int AS = 65000;
    static final Family FAMILY = Family.newBuilder()
            .setAfi(Family.Afi.AFI_IP6)
            .setSafi(Family.Safi.SAFI_SR_POLICY)
            .build();
    private static final int NLRI_BITS = 192;
    static final int SR_POLICY = 15;
    static final int ROUTE_TARGET = 2;
    private static final int LOCAL_PREFERENCE = 100;
    static final int AT_PORT = 1;
    static final int AT_HANDOFF = 2;
    static final int ATTEMPT = 3;
    static final int NUMBER_BITS = 12;

    private PolicyPath() {}

    static Path of(SrPolicy policy, String nextHop) {
        TunnelEncapTLV.Builder tunnel = TunnelEncapTLV.newBuilder()
                .setType(SR_POLICY)
                .addTlvs(any(TunnelEncapSubTLVSRPreference.newBuilder()
                        .setPreference((int) policy.preference())
                        .build()));
        if (policy.valid()) {
            TunnelEncapSubTLVSRSegmentList.Builder list = TunnelEncapSubTLVSRSegmentList.newBuilder()
                    .setWeight(SRWeight.newBuilder().setWeight(1));
            for (String segment : policy.segments()) {
                list.addSegments(any(SegmentTypeB.newBuilder()
                        .setFlags(SegmentFlags.getDefaultInstance())
                        .setSid(octets(segment))
                        .build()));
            }
            tunnel.addTlvs(any(list.build()));
        }
        return Path.newBuilder()
                .setFamily(FAMILY)
                .setNlri(any(nlri(policy.id())))
                .addPattrs(any(OriginAttribute.getDefaultInstance()))
                .addPattrs(any(NextHopAttribute.newBuilder().setNextHop(nextHop).build()))
                .addPattrs(any(LocalPrefAttribute.newBuilder()
                        .setLocalPref(LOCAL_PREFERENCE)
                        .build()))
                .addPattrs(any(ExtendedCommunitiesAttribute.newBuilder()
                        .addCommunities(any(IPv4AddressSpecificExtended.newBuilder()
                                .setIsTransitive(true)
                                .setSubType(ROUTE_TARGET)
                                .setAddress(Sids.routerId(policy.headEnd()))
                                .build()))
                        .build()))
                .addPattrs(any(TunnelEncapAttribute.newBuilder().addTlvs(tunnel).build()))
                .addPattrs(any(LargeCommunitiesAttribute.newBuilder()
                        .addCommunities(entrance(policy.entrance()))
                        .addCommunities(community(ATTEMPT, policy.attempt()))
                        .build()))
                .build();
    }

    private static SRPolicyNLRI nlri(SrPolicy.Id id) {
        return SRPolicyNLRI.newBuilder()
                .setLength(NLRI_BITS)
                .setDistinguisher(id.distinguisher())
                .setColor(id.colour())
                .setEndpoint(octets(id.endpoint()))
                .build();
    }

    private static LargeCommunity entrance(Entrance entrance) {
        return switch (entrance) {
            case Entrance.Port(int number) -> community(AT_PORT, number);
            case Entrance.Handoff(int fibre, int number) -> community(AT_HANDOFF, fibre << NUMBER_BITS | number);
        };
    }

    private static LargeCommunity community(int what, int value) {
        return LargeCommunity.newBuilder()
                .setGlobalAdmin(AS)
                .setLocalData1(what)
                .setLocalData2(value)
                .build();
    }

    private static ByteString octets(String address) {
        return ByteString.copyFrom(Address6.octets(address));
    }

    private static Any any(Message message) {
        return Any.pack(message);
    }
}
