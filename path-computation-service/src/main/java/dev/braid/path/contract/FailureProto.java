package dev.braid.path.contract;

import dev.braid.api.telemetry.v1.Breach;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.LinkEvidence;
import dev.braid.api.telemetry.v1.Promise;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.platform.proto.Times;

/** A link that is down as the judgement of a connection over it: nothing reaches the other end. */
public final class FailureProto {
    private FailureProto() {}

    /** The judgement of the connection as it was. */
    public static ConnectionHealth health(PathRecord record, HealthJudged judged) {
        ConnectionHealth.Builder health = ConnectionHealth.newBuilder()
                .setConnectionId(record.connectionId())
                .setIntentKey(record.intentKey())
                .setTenantId(record.tenantId())
                .setRevision(judged.revision())
                .setJudgeTime(Times.timestamp(judged.judgeTime()))
                .setState(HealthState.HEALTH_STATE_BROKEN)
                .setMeasuredLatencyUs(judged.measuredLatencyUs())
                .setMaxLatencyUs(record.demand().objectives().maxLatencyUs().orElse(0))
                .setMeasuredLossRatio(1)
                .addBreaches(Breach.newBuilder()
                        .setPromise(Promise.PROMISE_REACHABILITY)
                        .setMeasuredRatio(1)
                        .setBoundRatio(1));
        judged.evidence()
                .forEach(link -> health.addEvidence(LinkEvidence.newBuilder()
                        .setLinkId(link.linkId())
                        .setDown(true)
                        .setLossRatio(1)));
        return health.build();
    }
}
