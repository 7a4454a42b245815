package dev.braid.path.automation;

import dev.braid.api.path.v1.ApproveRecommendationRequest;
import dev.braid.api.path.v1.ApproveRecommendationResponse;
import dev.braid.api.path.v1.ApproveReleaseRequest;
import dev.braid.api.path.v1.ApproveReleaseResponse;
import dev.braid.api.path.v1.AutomationService;
import dev.braid.api.path.v1.DeclineRecommendationRequest;
import dev.braid.api.path.v1.DeclineRecommendationResponse;
import dev.braid.api.path.v1.GetAutomationRequest;
import dev.braid.api.path.v1.GetAutomationResponse;
import dev.braid.api.path.v1.ListRecommendationsRequest;
import dev.braid.api.path.v1.ListRecommendationsResponse;
import dev.braid.api.path.v1.ListWaitingMovesRequest;
import dev.braid.api.path.v1.ListWaitingMovesResponse;
import dev.braid.api.path.v1.RequestReleaseRequest;
import dev.braid.api.path.v1.RequestReleaseResponse;
import dev.braid.api.path.v1.SetModeRequest;
import dev.braid.api.path.v1.SetModeResponse;
import dev.braid.api.path.v1.StopAutomationRequest;
import dev.braid.api.path.v1.StopAutomationResponse;
import dev.braid.path.contract.AutomationProto;
import dev.braid.path.control.Automation;
import dev.braid.path.control.Order;
import dev.braid.path.planning.control.Controls;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** AutomationService: orders go to the loop of the controls and are answered when they are committed. */
@GrpcService
class AutomationEndpoint implements AutomationService {
    private final Controls controls;
    private final Orders orders;
    private final MoveWords moves;

    AutomationEndpoint(Controls controls, Orders orders, MoveWords moves) {
        this.controls = controls;
        this.orders = orders;
        this.moves = moves;
    }

    @Override
    public Uni<GetAutomationResponse> getAutomation(GetAutomationRequest request) {
        return Uni.createFrom()
                .item(() -> GetAutomationResponse.newBuilder()
                        .setAutomation(automation())
                        .build())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    @Override
    public Uni<StopAutomationResponse> stopAutomation(StopAutomationRequest request) {
        return order(by -> new Order.Engage(by, request.getReason()))
                .map(state ->
                        StopAutomationResponse.newBuilder().setAutomation(state).build());
    }

    @Override
    public Uni<RequestReleaseResponse> requestRelease(RequestReleaseRequest request) {
        return order(by -> new Order.AskForRelease(by, request.getReason()))
                .map(state ->
                        RequestReleaseResponse.newBuilder().setAutomation(state).build());
    }

    @Override
    public Uni<ApproveReleaseResponse> approveRelease(ApproveReleaseRequest request) {
        return order(by -> new Order.Approve(by, request.getRequestId()))
                .map(state ->
                        ApproveReleaseResponse.newBuilder().setAutomation(state).build());
    }

    @Override
    public Uni<SetModeResponse> setMode(SetModeRequest request) {
        Optional<String> tenantId = Optional.of(request.getTenantId()).filter(id -> !id.isEmpty());
        return order(by ->
                        new Order.SetMode(by, tenantId, AutomationProto.mode(request.getMode()), request.getReason()))
                .map(state -> SetModeResponse.newBuilder().setAutomation(state).build());
    }

    @Override
    public Uni<ListRecommendationsResponse> listRecommendations(ListRecommendationsRequest request) {
        return Uni.createFrom()
                .item(() -> moves.list(request))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    @Override
    public Uni<ListWaitingMovesResponse> listWaitingMoves(ListWaitingMovesRequest request) {
        return Uni.createFrom()
                .item(() -> moves.list(request))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    @Override
    public Uni<ApproveRecommendationResponse> approveRecommendation(ApproveRecommendationRequest request) {
        return moves.approve(request.getRecommendationId())
                .map(word ->
                        ApproveRecommendationResponse.newBuilder().setWord(word).build());
    }

    @Override
    public Uni<DeclineRecommendationResponse> declineRecommendation(DeclineRecommendationRequest request) {
        return moves.decline(request.getRecommendationId(), request.getReason())
                .map(word ->
                        DeclineRecommendationResponse.newBuilder().setWord(word).build());
    }

    private Uni<dev.braid.api.path.v1.Automation> order(Function<String, Order> by) {
        return orders.give(by).map(_ -> automation());
    }

    private dev.braid.api.path.v1.Automation automation() {
        return AutomationProto.message(
                controls.automation().orElse(Automation.UNTOUCHED),
                controls.byDefault(),
                controls.of(""),
                Instant.now());
    }
}
