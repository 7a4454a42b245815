package dev.braid.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.Topic;
import dev.braid.api.intent.v1.ConnectionDecision;
import dev.braid.api.path.v1.GetPathRequest;
import dev.braid.api.path.v1.MoveDecision;
import dev.braid.api.path.v1.MoveResult.ResultCase;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.local.client.EventReader;
import dev.braid.local.client.Pages;
import dev.braid.local.installation.Service;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A connection whose path becomes slow, is judged, moved and proven, while a service is killed. */
final class Episode {
    /** After one of these nothing more comes of a move. */
    private static final Set<ResultCase> ENDS =
            Set.of(ResultCase.JUDGED, ResultCase.RETURNED, ResultCase.REFUSED, ResultCase.OVERTAKEN);

    private final TestSystem system;
    private final Run run;
    private final Promise promise;
    private final String connectionId;

    Episode(TestSystem system, Run run, Promise promise) {
        this.system = system;
        this.run = run;
        this.promise = promise;
        this.connectionId =
                "%s.%s.1".formatted(promise.order().tenantId(), promise.order().intentId(run.id));
    }

    void killAt(Moment moment, Service service, EventReader events) {
        PathPlan plan = system.client
                .allPaths()
                .getPath(GetPathRequest.newBuilder()
                        .setConnectionId(connectionId)
                        .build())
                .getPath()
                .getPlan();
        String link = Promise.longest(plan.getHopsList()).getLinkId();
        long extraUs = promise.order().maxLatencyUs() - plan.getExpectedLatencyUs() + 40_000;
        system.carriers.raiseLatency(link, extraUs);
        run.awaitRecord(
                events,
                record -> record.key().equals(connectionId)
                        && (moment == Moment.WHILE_JUDGED
                                ? isTrouble(record)
                                : Run.isPlan(record, plan.getRevision() + 1)));
        system.launcher.kill(service);
        run.awaitRest(connectionId, plan.getRevision() + 1);
        system.carriers.raiseLatency(link, 0);
        isTold(link);
    }

    /** Why it was moved, and what came of each move, to the end. */
    private void isTold(String link) {
        List<ConnectionDecision> moves = Patience.until(
                () -> new Pages(system.client)
                        .decisions(connectionId, 200).stream()
                                .filter(told -> told.getDecision().hasMoved())
                                .toList(),
                told -> !told.isEmpty() && told.stream().allMatch(Episode::hasEnded));
        MoveDecision first = moves.getLast().getDecision();
        assertThat(first.getCurrent().getLinkIdsList()).contains(link);
        assertThat(first.getProposed().getLinkIdsList()).doesNotContain(link);
        assertThat(first.getRailsList()).isNotEmpty();
        assertThat(first.getJudgement().getBreachesList()).isNotEmpty();
        assertThat(moves.getFirst().getResultsList())
                .extracting(it -> it.getResult().getResultCase())
                .contains(ResultCase.ACTIVATED, ResultCase.JUDGED);
    }

    private static boolean hasEnded(ConnectionDecision move) {
        return move.getResultsList().stream()
                .anyMatch(it -> ENDS.contains(it.getResult().getResultCase()));
    }

    private static boolean isTrouble(ConsumerRecord<String, byte[]> record) {
        if (!record.topic().equals(Topic.HEALTH.topicName())) {
            return false;
        }
        try {
            HealthState state = ConnectionHealth.parseFrom(record.value()).getState();
            return state == HealthState.HEALTH_STATE_AT_RISK || state == HealthState.HEALTH_STATE_BROKEN;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
