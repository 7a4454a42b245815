package dev.braid.intent.contract;

import dev.braid.api.adapter.v1.OutageClass;
import dev.braid.api.intent.v1.ConnectionPreview;
import dev.braid.api.intent.v1.IntentPreview;
import dev.braid.api.path.v1.DemandedConnection;
import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.PathPlan;
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
import dev.braid.intent.domain.Connection;
import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.Outage;
import dev.braid.intent.domain.Total;
import dev.braid.intent.domain.TrafficChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a change of an intent would do: how path computation and provisioning are asked, and what both say together. */
public final class PreviewProto {
    private PreviewProto() {}

    /** Asks what the intent's generation would get if providers refused these legs. */
    public static PreviewIntentRequest question(Intent intent, List<RefusedLeg> refusals) {
        return PreviewIntentRequest.newBuilder()
                .setIntentId(intent.id().intentId())
                .setGeneration(intent.generation())
                .addAllConnections(intent.connections().stream()
                        .map(connection -> DemandedConnection.newBuilder()
                                .setConnectionId(connection.connectionId())
                                .setDemand(SpecProto.demand(intent.spec(), connection))
                                .build())
                        .toList())
                .addAllRefusals(refusals)
                .build();
    }

    /** Asks what would be done with the legs; of the plans only what concerns orders. */
    public static PreviewPlansRequest question(PreviewIntentResponse planned) {
        PreviewPlansRequest.Builder request = PreviewPlansRequest.newBuilder();
        for (PreviewedConnection each : planned.getConnectionsList()) {
            PlannedConnection.Builder connection = PlannedConnection.newBuilder()
                    .setConnectionId(each.getConnectionId())
                    .setLetGoFirst(each.hasStartTime())
                    .setSequence(each.getSequence());
            if (each.hasThen()) {
                connection.setPlan(
                        each.getThen().toBuilder().clearHops().clearProtection().clearWhy());
            }
            request.addConnections(connection);
        }
        return request.build();
    }

    /** What both said, of each connection and of all. */
    public static IntentPreview preview(Intent intent, PreviewIntentResponse planned, PreviewPlansResponse rollouts) {
        int count = intent.connections().size();
        if (planned.getConnectionsCount() != count || rollouts.getConnectionsCount() != count) {
            throw new IllegalStateException("Path computation answered %d and provisioning %d of %d connections"
                    .formatted(planned.getConnectionsCount(), rollouts.getConnectionsCount(), count));
        }
        IntentPreview.Builder preview = IntentPreview.newBuilder().setFeasible(true);
        List<Outage> outages = new ArrayList<>();
        List<Total> now = new ArrayList<>();
        List<Total> then = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PreviewedConnection plans = planned.getConnections(i);
            PreviewedRollout rollout = rollouts.getConnections(i);
            Outage outage = change(plans, rollout).outage();
            outages.add(outage);
            preview.addConnections(connection(intent.connections().get(i), plans, rollout, outage));
            if (plans.hasNow()) {
                now.add(price(plans.getNow()));
            }
            if (plans.hasThen()) {
                then.add(price(plans.getThen()));
            }
            preview.setFeasible(preview.getFeasible() && !plans.hasRejection());
        }
        return priced(preview, now, then)
                .setOutage(outage(Outage.worst(outages)))
                .build();
    }

    private static IntentPreview.Builder priced(IntentPreview.Builder preview, List<Total> now, List<Total> then) {
        List<Total> both = new ArrayList<>(now);
        both.addAll(then);
        String currency = Total.of(both).currencyCode();
        return currency.isEmpty()
                ? preview
                : preview.setCurrencyCode(currency)
                        .setPriceNowMicrosPerHour(Total.of(now).priceMicrosPerHour())
                        .setPriceThenMicrosPerHour(Total.of(then).priceMicrosPerHour());
    }

    private static Total price(PathPlan plan) {
        return new Total(plan.getPriceMicrosPerHour(), plan.getCurrencyCode());
    }

    private static ConnectionPreview connection(
            Connection connection, PreviewedConnection plans, PreviewedRollout rollout, Outage outage) {
        ConnectionPreview.Builder preview = ConnectionPreview.newBuilder()
                .setConnectionId(connection.connectionId())
                .setAPortId(connection.ends().aPortId())
                .setZPortId(connection.ends().zPortId())
                .setOutage(outage(outage))
                .setMoves(moves(plans))
                .addAllLegs(rollout.getLegsList());
        if (plans.hasNow()) {
            preview.setNow(plans.getNow());
        }
        if (plans.hasThen()) {
            preview.setThen(plans.getThen());
        }
        if (plans.hasRejection()) {
            preview.setRejection(plans.getRejection());
        }
        if (plans.hasStartTime()) {
            preview.setStartTime(plans.getStartTime());
        }
        return preview.build();
    }

    private static TrafficChange change(PreviewedConnection plans, PreviewedRollout rollout) {
        Set<String> underTraffic = new HashSet<>();
        plans.getNow().getHopsList().forEach(hop -> underTraffic.addAll(bothWays(hop)));
        plans.getThen().getHopsList().forEach(hop -> underTraffic.addAll(bothWays(hop)));
        return new TrafficChange(
                plans.hasNow(),
                !plans.hasThen() || plans.hasStartTime(),
                moves(plans),
                rollout.getLegsList().stream()
                        .map(leg -> new TrafficChange.Leg(
                                leg.getLinkIdsList().stream().anyMatch(underTraffic::contains),
                                leg.getAction() == LegAction.LEG_ACTION_ORDER,
                                modification(leg)))
                        .toList());
    }

    private static List<String> bothWays(Hop hop) {
        return List.of(hop.getLinkId(), hop.getReverseLinkId());
    }

    private static boolean moves(PreviewedConnection plans) {
        return plans.hasNow() && plans.hasThen() && !links(plans.getNow()).equals(links(plans.getThen()));
    }

    private static List<String> links(PathPlan plan) {
        return plan.getHopsList().stream().map(Hop::getLinkId).toList();
    }

    private static Outage modification(LegChange leg) {
        return switch (leg.getOutage()) {
            case OUTAGE_CLASS_NONE -> Outage.NONE;
            case OUTAGE_CLASS_HITLESS -> Outage.HITLESS;
            case OUTAGE_CLASS_BRIEF -> Outage.BRIEF;
            case OUTAGE_CLASS_REBUILD -> Outage.REBUILD;
            case OUTAGE_CLASS_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalStateException("Provisioning left open what is done to leg '%s' of %s"
                        .formatted(leg.getLegId(), leg.getProviderId()));
        };
    }

    private static OutageClass outage(Outage outage) {
        return switch (outage) {
            case NONE -> OutageClass.OUTAGE_CLASS_NONE;
            case HITLESS -> OutageClass.OUTAGE_CLASS_HITLESS;
            case BRIEF -> OutageClass.OUTAGE_CLASS_BRIEF;
            case REBUILD -> OutageClass.OUTAGE_CLASS_REBUILD;
        };
    }
}
