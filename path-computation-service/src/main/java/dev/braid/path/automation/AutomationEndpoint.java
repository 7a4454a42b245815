package dev.braid.path.automation;

import dev.braid.api.path.v1.ApproveReleaseRequest;
import dev.braid.api.path.v1.ApproveReleaseResponse;
import dev.braid.api.path.v1.AutomationService;
import dev.braid.api.path.v1.GetAutomationRequest;
import dev.braid.api.path.v1.GetAutomationResponse;
import dev.braid.api.path.v1.RequestReleaseRequest;
import dev.braid.api.path.v1.RequestReleaseResponse;
import dev.braid.api.path.v1.SetModeRequest;
import dev.braid.api.path.v1.SetModeResponse;
import dev.braid.api.path.v1.StopAutomationRequest;
import dev.braid.api.path.v1.StopAutomationResponse;
import dev.braid.path.contract.AutomationProto;
import dev.braid.path.control.Answer;
import dev.braid.path.control.Automation;
import dev.braid.path.control.Order;
import dev.braid.path.planning.control.ControlOrders;
import dev.braid.path.planning.control.Controls;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** AutomationService: orders go to the loop of the controls and are answered when they are committed. */
@GrpcService
class AutomationEndpoint implements AutomationService {
    /** Who ordered what, and what came of it: kept apart so that it can be kept longer. */
    private static final Logger AUDIT = Logger.getLogger("dev.braid.audit.automation");

    private final Controls controls;
    private final ControlOrders orders;

    AutomationEndpoint(Controls controls, ControlOrders orders) {
        this.controls = controls;
        this.orders = orders;
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

    private Uni<dev.braid.api.path.v1.Automation> order(Function<String, Order> by) {
        String subject = Caller.current().subject();
        if (subject.isBlank()) {
            throw Refusal.permissionDenied("The token names nobody: two people could not be told apart.");
        }
        Order order;
        try {
            order = by.apply(subject);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("reason", e.getMessage());
        }
        return Uni.createFrom()
                .completionStage(() -> orders.submit(order))
                .emitOn(Infrastructure.getDefaultExecutor())
                .invoke(answer -> AUDIT.infof("%s: %s", order, words(answer)))
                .onFailure()
                .invoke(failure -> AUDIT.warnf("%s: not certain to be done: %s", order, failure.getMessage()))
                .map(answer -> {
                    if (answer instanceof Answer.Refused(var why, var message)) {
                        throw refusal(why, message);
                    }
                    return automation();
                });
    }

    private static String words(Answer answer) {
        return switch (answer) {
            case Answer.Changed(var automation) -> "done, revision %d".formatted(automation.revision());
            case Answer.Unchanged() -> "nothing to do";
            case Answer.Refused(var why, var message) -> "refused (%s): %s".formatted(why, message);
        };
    }

    private static Refusal refusal(Answer.Refusal why, String message) {
        return switch (why) {
            case SAME_PERSON -> Refusal.permissionDenied(message);
            case TOO_MANY_MODES -> Refusal.resourceExhausted(why.name(), message);
            case NOT_STOPPED, NOTHING_PENDING, OTHER_REQUEST, EXPIRED ->
                Refusal.failedPrecondition(why.name(), message);
        };
    }

    private dev.braid.api.path.v1.Automation automation() {
        return AutomationProto.message(
                controls.automation().orElse(Automation.UNTOUCHED),
                controls.byDefault(),
                controls.of(""),
                Instant.now());
    }
}
