package dev.braid.gateway.rest;

import dev.braid.api.intent.v1.ConnectionDecision;
import dev.braid.api.intent.v1.GetIntentRequest;
import dev.braid.api.intent.v1.GetIntentResponse;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentServiceGrpc;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.intent.v1.ListDecisionsRequest;
import dev.braid.api.intent.v1.ListDecisionsResponse;
import dev.braid.api.intent.v1.ListIntentsRequest;
import dev.braid.api.intent.v1.ListIntentsResponse;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.api.intent.v1.SubmitIntentResponse;
import dev.braid.api.intent.v1.TerminateIntentRequest;
import dev.braid.api.intent.v1.TerminateIntentResponse;
import dev.braid.api.intent.v1.UpdateIntentRequest;
import dev.braid.api.intent.v1.UpdateIntentResponse;
import dev.braid.api.intent.v1.WatchIntentRequest;
import dev.braid.api.intent.v1.WatchIntentResponse;
import dev.braid.api.path.v1.MoveDecision;
import dev.braid.api.path.v1.Moved;
import dev.braid.api.path.v1.RailVerdict;
import dev.braid.platform.errors.Refusal;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Intents of tenants, kept in memory. Some ids make it fail in the ways in which services fail. */
final class IntentBook extends IntentServiceGrpc.IntentServiceImplBase {
    private final Map<String, Intent> intents = new ConcurrentSkipListMap<>();
    private final List<StreamObserver<WatchIntentResponse>> watchers = new CopyOnWriteArrayList<>();

    @Override
    public void submitIntent(SubmitIntentRequest request, StreamObserver<SubmitIntentResponse> observer) {
        Intent wanted = Intent.newBuilder()
                .setIntentId(request.getIntentId())
                .setTenantId(CallRecorder.TENANT.get())
                .setSpec(request.getSpec())
                .setGeneration(1)
                .setState(IntentState.INTENT_STATE_PLANNING)
                .build();
        if (request.getSpec().getPortIdsCount() < 2) {
            observer.onError(Refusal.invalid(
                            "spec.port_ids",
                            "has %d items; at least 2 are needed"
                                    .formatted(request.getSpec().getPortIdsCount()))
                    .toStatusRuntimeException());
            return;
        }
        Intent stored =
                request.getValidateOnly() ? wanted : intents.computeIfAbsent(key(request.getIntentId()), _ -> wanted);
        if (!stored.getSpec().equals(request.getSpec())) {
            observer.onError(Refusal.alreadyExists("intent", request.getIntentId(), "its spec differs.")
                    .toStatusRuntimeException());
            return;
        }
        answer(observer, SubmitIntentResponse.newBuilder().setIntent(stored).build());
    }

    @Override
    public void updateIntent(UpdateIntentRequest request, StreamObserver<UpdateIntentResponse> observer) {
        Intent intent = intents.computeIfPresent(key(request.getIntentId()), (_, old) -> {
            Intent.Builder changed = old.toBuilder().setGeneration(old.getGeneration() + 1);
            if (request.getUpdateMask().getPathsList().contains("bandwidth_bps")) {
                changed.getSpecBuilder().setBandwidthBps(request.getSpec().getBandwidthBps());
            }
            return changed.build();
        });
        watchers.forEach(watcher -> watcher.onNext(
                WatchIntentResponse.newBuilder().setIntent(intent).build()));
        answer(observer, UpdateIntentResponse.newBuilder().setIntent(intent).build());
    }

    @Override
    public void terminateIntent(TerminateIntentRequest request, StreamObserver<TerminateIntentResponse> observer) {
        Intent intent = intents.computeIfPresent(
                key(request.getIntentId()),
                (_, old) -> old.toBuilder()
                        .setState(IntentState.INTENT_STATE_TERMINATING)
                        .build());
        answer(observer, TerminateIntentResponse.newBuilder().setIntent(intent).build());
    }

    @Override
    public void getIntent(GetIntentRequest request, StreamObserver<GetIntentResponse> observer) {
        switch (request.getIntentId()) {
            case "slow" -> {
                // Never answers.
            }
            case "broken" ->
                observer.onError(Status.INTERNAL
                        .withDescription("password of 10.0.0.7 is secret")
                        .asRuntimeException());
            case "away" ->
                observer.onError(Status.UNAVAILABLE
                        .withDescription("io exception: /10.0.0.7:9101")
                        .asRuntimeException());
            default -> {
                Intent intent = intents.get(key(request.getIntentId()));
                if (intent == null) {
                    observer.onError(
                            Refusal.notFound("intent", request.getIntentId()).toStatusRuntimeException());
                } else {
                    answer(
                            observer,
                            GetIntentResponse.newBuilder().setIntent(intent).build());
                }
            }
        }
    }

    @Override
    public void listIntents(ListIntentsRequest request, StreamObserver<ListIntentsResponse> observer) {
        answer(
                observer,
                ListIntentsResponse.newBuilder()
                        .addAllIntents(intents.entrySet().stream()
                                .filter(entry -> entry.getKey().startsWith(CallRecorder.TENANT.get() + "."))
                                .map(Map.Entry::getValue)
                                .filter(intent -> request.getStatesCount() == 0
                                        || request.getStatesList().contains(intent.getState()))
                                .limit(request.getPageSize() == 0 ? 50 : request.getPageSize())
                                .toList())
                        .setNextPageToken(request.getPageToken())
                        .build());
    }

    @Override
    public void watchIntent(WatchIntentRequest request, StreamObserver<WatchIntentResponse> observer) {
        Intent intent = intents.get(key(request.getIntentId()));
        if (intent == null) {
            observer.onError(Refusal.notFound("intent", request.getIntentId()).toStatusRuntimeException());
            return;
        }
        observer.onNext(WatchIntentResponse.newBuilder().setIntent(intent).build());
        if (request.getIntentId().startsWith("fails-later")) {
            observer.onError(Refusal.aborted("MOVED", "Read it elsewhere.").toStatusRuntimeException());
        } else {
            watchers.add(observer);
        }
    }

    /** One decision on each connection of the tenant, of the size that was asked for. */
    @Override
    public void listDecisions(ListDecisionsRequest request, StreamObserver<ListDecisionsResponse> observer) {
        if (!request.getConnectionId().startsWith(CallRecorder.TENANT.get() + ".")) {
            observer.onError(
                    Refusal.notFound("connection", request.getConnectionId()).toStatusRuntimeException());
            return;
        }
        answer(
                observer,
                ListDecisionsResponse.newBuilder()
                        .addDecisions(ConnectionDecision.newBuilder()
                                .setDecisionId(request.getConnectionId() + "/4")
                                .setConnectionId(request.getConnectionId())
                                .setDecision(MoveDecision.newBuilder()
                                        .addRails(RailVerdict.newBuilder().setRail("hold-down"))
                                        .setMoved(Moved.newBuilder().setRevision(4))))
                        .setNextPageToken("%s%d".formatted(request.getPageToken(), request.getPageSize()))
                        .build());
    }

    private static String key(String intentId) {
        return CallRecorder.TENANT.get() + "." + intentId;
    }

    private static <R> void answer(StreamObserver<R> observer, R response) {
        observer.onNext(response);
        observer.onCompleted();
    }
}
