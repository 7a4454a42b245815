package dev.braid.intent.support;

import dev.braid.api.adapter.v1.OutageClass;
import dev.braid.api.path.v1.Binding;
import dev.braid.api.path.v1.DemandedConnection;
import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRejection;
import dev.braid.api.path.v1.PlannedLeg;
import dev.braid.api.path.v1.PreviewIntentRequest;
import dev.braid.api.path.v1.PreviewIntentResponse;
import dev.braid.api.path.v1.PreviewedConnection;
import dev.braid.api.path.v1.RefusedLeg;
import dev.braid.api.provisioning.v1.LegAction;
import dev.braid.api.provisioning.v1.LegChange;
import dev.braid.api.provisioning.v1.PlannedConnection;
import dev.braid.api.provisioning.v1.PreviewPlansRequest;
import dev.braid.api.provisioning.v1.PreviewPlansResponse;
import dev.braid.api.provisioning.v1.PreviewedRollout;
import io.grpc.Context;
import io.grpc.Status;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What path computation and provisioning would say of changes. From generation 2 on each connection carries 1 Gbit/s on the
 * link {@code direct} of atlas, which atlas changes with a brief outage, but not to {@link #UNCHANGEABLE_BPS}; where it
 * refuses there is the link {@code around} of borea, at twice the price. {@link #NEVER_BPS} is refused by both. Of an
 * intent called {@link #DEAF} provisioning says nothing. Of one called {@link #PONDERED} path computation takes what is asked
 * and never answers, of {@link #WEIGHED} provisioning does.
 */
public final class PlayedPreviews {
    public static final String DEAF = "deaf";
    public static final String PONDERED = "pondered";
    public static final String WEIGHED = "weighed";
    public static final long UNCHANGEABLE_BPS = 7_000_000_000L;
    public static final long NEVER_BPS = 8_000_000_000L;
    private static final long HELD_BPS = 1_000_000_000;

    private static final BlockingQueue<String> GIVEN_UP = new LinkedBlockingQueue<>();

    private PlayedPreviews() {}

    /** The next intent for whose preview nobody waits any more. */
    public static String nextGivenUp() throws InterruptedException {
        return GIVEN_UP.poll(20, TimeUnit.SECONDS);
    }

    /** Whether the question is one that is never answered. */
    static boolean isPondered(PreviewIntentRequest request) {
        return ponders(PONDERED, request.getConnectionsList().stream().map(DemandedConnection::getConnectionId));
    }

    /** Whether the question is one that is never answered. */
    static boolean isPondered(PreviewPlansRequest request) {
        return ponders(WEIGHED, request.getConnectionsList().stream().map(PlannedConnection::getConnectionId));
    }

    private static boolean ponders(String intentId, Stream<String> connectionIds) {
        boolean ponders = connectionIds.anyMatch(it -> it.contains("." + intentId + "."));
        if (ponders) {
            Context.current().addListener(_ -> GIVEN_UP.add(intentId), Runnable::run);
        }
        return ponders;
    }

    static PreviewIntentResponse plans(PreviewIntentRequest request) {
        PreviewIntentResponse.Builder response = PreviewIntentResponse.newBuilder();
        for (DemandedConnection asked : request.getConnectionsList()) {
            String id = asked.getConnectionId();
            long generation = request.getGeneration();
            long bps = asked.getDemand().getBandwidthBps();
            PreviewedConnection.Builder plans =
                    PreviewedConnection.newBuilder().setConnectionId(id).setSequence(generation - 1);
            if (generation > 1) {
                plans.setNow(plan("atlas", "direct", generation - 1, HELD_BPS, PathServer.PRICE_MICROS_PER_HOUR));
            }
            if (bps > PathServer.CAPACITY_BPS) {
                plans.setRejection(PathRejection.newBuilder().setBinding(Binding.BINDING_BANDWIDTH));
                if (plans.hasNow()) {
                    plans.setThen(plans.getNow());
                }
            } else if (request.getRefusalsList().stream()
                    .anyMatch(it -> it.getConnectionId().equals(id))) {
                plans.setThen(plan("borea", "around", generation, bps, 2 * PathServer.PRICE_MICROS_PER_HOUR));
            } else {
                plans.setThen(plan("atlas", "direct", generation, bps, PathServer.PRICE_MICROS_PER_HOUR));
            }
            response.addConnections(plans);
        }
        return response.build();
    }

    private static PathPlan plan(String providerId, String linkId, long revision, long bps, long price) {
        return PathPlan.newBuilder()
                .setRevision(revision)
                .setBandwidthBps(bps)
                .setPriceMicrosPerHour(price)
                .setCurrencyCode("EUR")
                .addHops(Hop.newBuilder().setLinkId(linkId).setReverseLinkId(linkId + "-back"))
                .addLegs(PlannedLeg.newBuilder().setProviderId(providerId).addLinkIds(linkId))
                .build();
    }

    static PreviewPlansResponse legs(PreviewPlansRequest request) {
        PreviewPlansResponse.Builder response = PreviewPlansResponse.newBuilder();
        for (PlannedConnection asked : request.getConnectionsList()) {
            if (asked.getConnectionId().contains("." + DEAF + ".")) {
                throw Status.UNAVAILABLE.asRuntimeException();
            }
            response.addConnections(legs(asked));
        }
        return response.build();
    }

    private static PreviewedRollout legs(PlannedConnection asked) {
        PreviewedRollout.Builder rollout = PreviewedRollout.newBuilder().setConnectionId(asked.getConnectionId());
        boolean held = asked.getSequence() > 0;
        for (PlannedLeg leg : asked.getPlan().getLegsList()) {
            boolean direct = leg.getLinkIds(0).equals("direct");
            long bps = asked.getPlan().getBandwidthBps();
            if (held && (direct && bps == UNCHANGEABLE_BPS || bps == NEVER_BPS)) {
                return rollout.setRefusal(RefusedLeg.newBuilder()
                                .setConnectionId(asked.getConnectionId())
                                .setProviderId(leg.getProviderId())
                                .addAllLinkIds(leg.getLinkIdsList())
                                .setReason("UNSUPPORTED: never"))
                        .build();
            }
            LegAction action = direct && held
                    ? bps == HELD_BPS ? LegAction.LEG_ACTION_KEEP : LegAction.LEG_ACTION_MODIFY
                    : LegAction.LEG_ACTION_ORDER;
            rollout.addLegs(leg(leg.getProviderId(), leg.getLinkIds(0), action));
            if (!direct && held) {
                rollout.addLegs(leg("atlas", "direct", LegAction.LEG_ACTION_RELEASE));
            }
        }
        return rollout.build();
    }

    private static LegChange leg(String providerId, String linkId, LegAction action) {
        return LegChange.newBuilder()
                .setProviderId(providerId)
                .addLinkIds(linkId)
                .setAction(action)
                .setOutage(
                        action == LegAction.LEG_ACTION_MODIFY
                                ? OutageClass.OUTAGE_CLASS_BRIEF
                                : OutageClass.OUTAGE_CLASS_NONE)
                .build();
    }
}
