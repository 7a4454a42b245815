package dev.braid.gateway.rest;

import dev.braid.api.path.v1.ApproveRecommendationRequest;
import dev.braid.api.path.v1.ApproveRecommendationResponse;
import dev.braid.api.path.v1.ApproveReleaseRequest;
import dev.braid.api.path.v1.ApproveReleaseResponse;
import dev.braid.api.path.v1.Automation;
import dev.braid.api.path.v1.AutomationRequest;
import dev.braid.api.path.v1.AutomationServiceGrpc;
import dev.braid.api.path.v1.DeclineRecommendationRequest;
import dev.braid.api.path.v1.DeclineRecommendationResponse;
import dev.braid.api.path.v1.DeclinedMove;
import dev.braid.api.path.v1.GetAutomationRequest;
import dev.braid.api.path.v1.GetAutomationResponse;
import dev.braid.api.path.v1.ListRecommendationsRequest;
import dev.braid.api.path.v1.ListRecommendationsResponse;
import dev.braid.api.path.v1.ListWaitingMovesRequest;
import dev.braid.api.path.v1.ListWaitingMovesResponse;
import dev.braid.api.path.v1.MoveWord;
import dev.braid.api.path.v1.Recommendation;
import dev.braid.api.path.v1.RequestReleaseRequest;
import dev.braid.api.path.v1.RequestReleaseResponse;
import dev.braid.api.path.v1.SetModeRequest;
import dev.braid.api.path.v1.SetModeResponse;
import dev.braid.api.path.v1.StopAutomationRequest;
import dev.braid.api.path.v1.StopAutomationResponse;
import dev.braid.api.path.v1.TenantMode;
import io.grpc.stub.StreamObserver;

/** Says back what it was asked for. */
final class AutomationBook extends AutomationServiceGrpc.AutomationServiceImplBase {
    @Override
    public void getAutomation(GetAutomationRequest request, StreamObserver<GetAutomationResponse> observer) {
        answer(
                observer,
                GetAutomationResponse.newBuilder()
                        .setAutomation(Automation.newBuilder().setRevision(7))
                        .build());
    }

    @Override
    public void stopAutomation(StopAutomationRequest request, StreamObserver<StopAutomationResponse> observer) {
        answer(
                observer,
                StopAutomationResponse.newBuilder()
                        .setAutomation(Automation.newBuilder().setStopped(true).setStopSummary(request.getReason()))
                        .build());
    }

    @Override
    public void requestRelease(RequestReleaseRequest request, StreamObserver<RequestReleaseResponse> observer) {
        answer(
                observer,
                RequestReleaseResponse.newBuilder()
                        .setAutomation(Automation.newBuilder()
                                .setPending(AutomationRequest.newBuilder().setReason(request.getReason())))
                        .build());
    }

    @Override
    public void approveRelease(ApproveReleaseRequest request, StreamObserver<ApproveReleaseResponse> observer) {
        answer(
                observer,
                ApproveReleaseResponse.newBuilder()
                        .setAutomation(Automation.newBuilder().setStopSummary(request.getRequestId()))
                        .build());
    }

    @Override
    public void setMode(SetModeRequest request, StreamObserver<SetModeResponse> observer) {
        answer(
                observer,
                SetModeResponse.newBuilder()
                        .setAutomation(Automation.newBuilder()
                                .addTenantModes(TenantMode.newBuilder()
                                        .setTenantId(request.getTenantId())
                                        .setMode(request.getMode())))
                        .build());
    }

    @Override
    public void listRecommendations(
            ListRecommendationsRequest request, StreamObserver<ListRecommendationsResponse> observer) {
        answer(
                observer,
                ListRecommendationsResponse.newBuilder()
                        .addRecommendations(Recommendation.newBuilder().setTenantId(request.getTenantId()))
                        .build());
    }

    @Override
    public void approveRecommendation(
            ApproveRecommendationRequest request, StreamObserver<ApproveRecommendationResponse> observer) {
        answer(
                observer,
                ApproveRecommendationResponse.newBuilder()
                        .setWord(MoveWord.newBuilder().setRecommendationId(request.getRecommendationId()))
                        .build());
    }

    @Override
    public void declineRecommendation(
            DeclineRecommendationRequest request, StreamObserver<DeclineRecommendationResponse> observer) {
        answer(
                observer,
                DeclineRecommendationResponse.newBuilder()
                        .setWord(MoveWord.newBuilder()
                                .setDeclined(DeclinedMove.newBuilder().setReason(request.getReason())))
                        .build());
    }

    @Override
    public void listWaitingMoves(ListWaitingMovesRequest request, StreamObserver<ListWaitingMovesResponse> observer) {
        answer(
                observer,
                ListWaitingMovesResponse.newBuilder()
                        .setTotalSize(request.getPageSize())
                        .build());
    }

    private static <M> void answer(StreamObserver<M> observer, M message) {
        observer.onNext(message);
        observer.onCompleted();
    }
}
