package dev.braid.intent.contract;

import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.intent.domain.Connection;
import dev.braid.intent.domain.ConnectionState;
import dev.braid.intent.domain.Health;
import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.IntentState;
import dev.braid.intent.domain.PathFacts;
import dev.braid.intent.domain.PendingOn;
import dev.braid.intent.domain.Total;
import dev.braid.platform.proto.Times;
import java.util.List;

/** An intent as a tenant reads it. */
public final class IntentProto {
    private IntentProto() {}

    /** The whole intent with its connections. */
    public static dev.braid.api.intent.v1.Intent proto(Intent intent) {
        Total price = price(intent.connections());
        IntentSpec spec = SpecProto.proto(intent.spec());
        var proto = dev.braid.api.intent.v1.Intent.newBuilder()
                .setIntentId(intent.id().intentId())
                .setTenantId(intent.id().tenantId())
                .setSpec(spec)
                .setGeneration(intent.generation())
                .setActiveGeneration(intent.activeGeneration())
                .setState(proto(intent.state()))
                .setHealth(proto(intent.health()))
                .addAllConnections(
                        intent.connections().stream().map(IntentProto::proto).toList())
                .setPriceMicrosPerHour(price.priceMicrosPerHour())
                .setCurrencyCode(price.currencyCode())
                .setCreateTime(Times.timestamp(intent.createTime()))
                .setUpdateTime(Times.timestamp(intent.updateTime()))
                .setVersion(intent.version());
        intent.pendingOn().ifPresent(pending -> proto.setPendingOn(proto(pending)));
        intent.rejection().ifPresent(rejection -> proto.setRejection(RejectionProto.proto(rejection)));
        return proto.build();
    }

    /** The state that a client filters by. */
    public static IntentState state(dev.braid.api.intent.v1.IntentState state) {
        return switch (state) {
            case INTENT_STATE_PLANNING -> IntentState.PLANNING;
            case INTENT_STATE_PROVISIONING -> IntentState.PROVISIONING;
            case INTENT_STATE_ACTIVE -> IntentState.ACTIVE;
            case INTENT_STATE_REJECTED -> IntentState.REJECTED;
            case INTENT_STATE_TERMINATING -> IntentState.TERMINATING;
            case INTENT_STATE_TERMINATED -> IntentState.TERMINATED;
            case INTENT_STATE_SCHEDULED -> IntentState.SCHEDULED;
            case INTENT_STATE_EXPIRED -> IntentState.EXPIRED;
            case INTENT_STATE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("The rules of the contract admit no such state.");
        };
    }

    private static Total price(List<Connection> connections) {
        return Total.of(connections.stream()
                .flatMap(c -> c.path().stream())
                .flatMap(facts -> facts.plan().stream())
                .map(plan -> new Total(plan.priceMicrosPerHour(), plan.currencyCode()))
                .toList());
    }

    private static dev.braid.api.intent.v1.Connection proto(Connection connection) {
        var proto = dev.braid.api.intent.v1.Connection.newBuilder()
                .setConnectionId(connection.connectionId())
                .setAPortId(connection.ends().aPortId())
                .setZPortId(connection.ends().zPortId())
                .setState(proto(connection.state()))
                .setActiveRevision(connection.carriage().activeRevision())
                .setHealth(proto(connection.health()))
                .setMeasuredLatencyUs(connection.measuredLatencyUs())
                .addAllWaitingLegs(WaitingProto.proto(connection.carriage().waiting()));
        connection
                .path()
                .flatMap(PathFacts::plan)
                .ifPresent(plan -> proto.setBandwidthBps(plan.bandwidthBps())
                        .setExpectedLatencyUs(plan.expectedLatencyUs())
                        .setPriceMicrosPerHour(plan.priceMicrosPerHour()));
        return proto.build();
    }

    private static dev.braid.api.intent.v1.PendingOn proto(PendingOn pending) {
        var proto = dev.braid.api.intent.v1.PendingOn.newBuilder()
                .setParty(pending.party())
                .setReason(pending.reason())
                .setSinceTime(Times.timestamp(pending.sinceTime()));
        pending.expireTime().ifPresent(it -> proto.setExpireTime(Times.timestamp(it)));
        return proto.build();
    }

    private static dev.braid.api.intent.v1.IntentState proto(IntentState state) {
        return switch (state) {
            case PLANNING -> dev.braid.api.intent.v1.IntentState.INTENT_STATE_PLANNING;
            case PROVISIONING -> dev.braid.api.intent.v1.IntentState.INTENT_STATE_PROVISIONING;
            case ACTIVE -> dev.braid.api.intent.v1.IntentState.INTENT_STATE_ACTIVE;
            case REJECTED -> dev.braid.api.intent.v1.IntentState.INTENT_STATE_REJECTED;
            case TERMINATING -> dev.braid.api.intent.v1.IntentState.INTENT_STATE_TERMINATING;
            case TERMINATED -> dev.braid.api.intent.v1.IntentState.INTENT_STATE_TERMINATED;
            case SCHEDULED -> dev.braid.api.intent.v1.IntentState.INTENT_STATE_SCHEDULED;
            case EXPIRED -> dev.braid.api.intent.v1.IntentState.INTENT_STATE_EXPIRED;
        };
    }

    private static dev.braid.api.intent.v1.ConnectionState proto(ConnectionState state) {
        return switch (state) {
            case PLANNING -> dev.braid.api.intent.v1.ConnectionState.CONNECTION_STATE_PLANNING;
            case PROVISIONING -> dev.braid.api.intent.v1.ConnectionState.CONNECTION_STATE_PROVISIONING;
            case ACTIVE -> dev.braid.api.intent.v1.ConnectionState.CONNECTION_STATE_ACTIVE;
            case MOVING -> dev.braid.api.intent.v1.ConnectionState.CONNECTION_STATE_MOVING;
            case RELEASING -> dev.braid.api.intent.v1.ConnectionState.CONNECTION_STATE_RELEASING;
            case RELEASED -> dev.braid.api.intent.v1.ConnectionState.CONNECTION_STATE_RELEASED;
            case REJECTED -> dev.braid.api.intent.v1.ConnectionState.CONNECTION_STATE_REJECTED;
            case SCHEDULED -> dev.braid.api.intent.v1.ConnectionState.CONNECTION_STATE_SCHEDULED;
        };
    }

    private static dev.braid.api.intent.v1.Health proto(Health health) {
        return switch (health) {
            case MET -> dev.braid.api.intent.v1.Health.HEALTH_MET;
            case UNMEASURED -> dev.braid.api.intent.v1.Health.HEALTH_UNSPECIFIED;
            case UNKNOWN -> dev.braid.api.intent.v1.Health.HEALTH_UNKNOWN;
            case AT_RISK -> dev.braid.api.intent.v1.Health.HEALTH_AT_RISK;
            case BROKEN -> dev.braid.api.intent.v1.Health.HEALTH_BROKEN;
        };
    }
}
