package dev.braid.provisioning.provider;

import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.ActivateLegResponse;
import dev.braid.api.adapter.v1.CommandTerms;
import dev.braid.api.adapter.v1.DescribeAdapterRequest;
import dev.braid.api.adapter.v1.DescribeAdapterResponse;
import dev.braid.api.adapter.v1.GetOrderRequest;
import dev.braid.api.adapter.v1.GetOrderResponse;
import dev.braid.api.adapter.v1.ListOrdersRequest;
import dev.braid.api.adapter.v1.ListOrdersResponse;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.ModifyLegResponse;
import dev.braid.api.adapter.v1.MutinyProviderAdapterServiceGrpc;
import dev.braid.api.adapter.v1.MutinyProviderAdapterServiceGrpc.MutinyProviderAdapterServiceStub;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReleaseLegResponse;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import dev.braid.api.adapter.v1.ReserveLegResponse;
import dev.braid.platform.proto.Times;
import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Handoff;
import dev.braid.provisioning.domain.Order;
import dev.braid.provisioning.domain.Outage;
import io.grpc.CallCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Speaks {@code braid.adapter.v1.ProviderAdapterService} to an adapter in a process of its own. */
final class GrpcAdapter implements ProviderAdapter {
    private static final int PAGE_SIZE = 1000;

    private final ManagedChannel channel;
    private final MutinyProviderAdapterServiceStub stub;
    private final AdapterWatch watch;
    private final CallGuard guard;
    private final String providerId;
    private final ProviderSettings.Bounds bounds;
    private final Description description;

    GrpcAdapter(
            ManagedChannel channel,
            ManagedChannel watchChannel,
            Optional<CallCredentials> caller,
            CallGuard guard,
            String providerId,
            ProviderSettings.Bounds bounds) {
        this.channel = channel;
        this.stub = stub(channel, caller, bounds);
        this.watch = new AdapterWatch(watchChannel, stub(watchChannel, caller, bounds), providerId, bounds.timeout());
        this.guard = guard;
        this.providerId = providerId;
        this.bounds = bounds;
        this.description = new Description(channel, providerId, this::describe);
    }

    private static MutinyProviderAdapterServiceStub stub(
            ManagedChannel channel, Optional<CallCredentials> caller, ProviderSettings.Bounds bounds) {
        return MutinyProviderAdapterServiceGrpc.newMutinyStub(channel)
                .withCallCredentials(caller.orElse(null))
                .withMaxInboundMessageSize(bounds.answerBytes());
    }

    @Override
    public String name() {
        return "grpc";
    }

    /** Where an order is handed over is the business only of an adapter that says so. */
    @Override
    public Uni<Answer> reserve(Command command) {
        ReserveLegRequest.Builder request = ReserveLegRequest.newBuilder()
                .setTerms(terms(command))
                .addAllLinkIds(command.route().linkIds())
                .setBandwidthBps(command.bandwidthBps());
        Optional<dev.braid.api.adapter.v1.Handoff> atA = handoff(command.route().aEnd());
        Optional<dev.braid.api.adapter.v1.Handoff> atZ = handoff(command.route().zEnd());
        if (atA.isEmpty() && atZ.isEmpty()) {
            return reserve(command, request);
        }
        return description
                .capabilities()
                .chain(it -> {
                    if (it.getHandsOver()) {
                        atA.ifPresent(request::setAEnd);
                        atZ.ifPresent(request::setZEnd);
                    }
                    return reserve(command, request);
                })
                .onFailure()
                .recoverWithItem(AdapterReading::unknown);
    }

    private Uni<Answer> reserve(Command command, ReserveLegRequest.Builder request) {
        return command(command, it -> it.reserveLeg(request.build()).map(ReserveLegResponse::getOrder));
    }

    @Override
    public Uni<Answer> activate(Command command) {
        ActivateLegRequest request =
                ActivateLegRequest.newBuilder().setTerms(terms(command)).build();
        return command(command, it -> it.activateLeg(request).map(ActivateLegResponse::getOrder));
    }

    @Override
    public Uni<Answer> modify(Command command) {
        ModifyLegRequest request = ModifyLegRequest.newBuilder()
                .setTerms(terms(command))
                .setBandwidthBps(command.bandwidthBps())
                .build();
        return command(command, it -> it.modifyLeg(request).map(ModifyLegResponse::getOrder));
    }

    @Override
    public Uni<Answer> release(Command command) {
        ReleaseLegRequest request =
                ReleaseLegRequest.newBuilder().setTerms(terms(command)).build();
        return command(command, it -> it.releaseLeg(request).map(ReleaseLegResponse::getOrder));
    }

    @Override
    public Uni<Answer> readBack(Command command) {
        GetOrderRequest request = GetOrderRequest.newBuilder()
                .setProviderId(providerId)
                .setReference(command.legId())
                .build();
        return told(it -> it.getOrder(request).map(GetOrderResponse::getOrder))
                .chain(told -> answer(told, command))
                .onFailure()
                .recoverWithItem(AdapterReading::unknown);
    }

    @Override
    public Uni<Map<String, Order>> list() {
        return new OrderPages(this::page, bounds.listBytes()).all();
    }

    @Override
    public Uni<Boolean> tellsOfChanges() {
        return watch.isOffered();
    }

    @Override
    public Multi<String> changes() {
        return watch.references();
    }

    @Override
    public Uni<Optional<Outage>> modification() {
        return description.capabilities().chain(told -> {
            try {
                return Uni.createFrom().item(AdapterReading.modification(told));
            } catch (Trouble e) {
                return Uni.createFrom().failure(e);
            }
        });
    }

    private Uni<ListOrdersResponse> page(String token) {
        ListOrdersRequest request = ListOrdersRequest.newBuilder()
                .setProviderId(providerId)
                .setPageSize(PAGE_SIZE)
                .setPageToken(token)
                .build();
        return guard.call(() -> answered(
                        inTime().withMaxInboundMessageSize(bounds.listBytes()).listOrders(request))
                .subscribeAsCompletionStage());
    }

    private Uni<Answer> command(
            Command command, Function<MutinyProviderAdapterServiceStub, Uni<dev.braid.api.adapter.v1.Order>> call) {
        return told(call)
                .chain(told -> AdapterReading.looksAgain(told) ? readBack(command) : answer(told, command))
                .onFailure()
                .recoverWithItem(AdapterReading::unknown);
    }

    /** What the adapter said within its time; a status that tells nothing of the order counts as no answer. */
    private Uni<AdapterReading.Told> told(
            Function<MutinyProviderAdapterServiceStub, Uni<dev.braid.api.adapter.v1.Order>> call) {
        return guard.call(() -> answered(call.apply(inTime()))
                .<AdapterReading.Told>map(AdapterReading.Told.Of::new)
                .onFailure(StatusRuntimeException.class)
                .recoverWithUni(failure -> AdapterReading.no((StatusRuntimeException) failure))
                .subscribeAsCompletionStage());
    }

    /** How long to wait after failures is our caller's business: the channel would wait for up to two minutes more. */
    private <T> Uni<T> answered(Uni<T> call) {
        return call.onFailure(failure -> Status.fromThrowable(failure).getCode() == Status.Code.UNAVAILABLE)
                .invoke(channel::resetConnectBackoff);
    }

    private MutinyProviderAdapterServiceStub inTime() {
        return stub.withDeadlineAfter(bounds.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Optional<dev.braid.api.adapter.v1.Handoff> handoff(Handoff end) {
        return end.interconnectId().isEmpty()
                ? Optional.empty()
                : Optional.of(dev.braid.api.adapter.v1.Handoff.newBuilder()
                        .setInterconnectId(end.interconnectId())
                        .setVlanId(end.number())
                        .build());
    }

    private CommandTerms terms(Command command) {
        return CommandTerms.newBuilder()
                .setProviderId(providerId)
                .setReference(command.legId())
                .setRevision(command.revision())
                .setEpoch(command.epoch())
                .setNotAfterTime(Times.timestamp(command.notAfterTime()))
                .build();
    }

    private Uni<Answer> answer(AdapterReading.Told told, Command command) {
        try {
            Answer answer = AdapterReading.answer(told, command);
            return answer instanceof Answer.Done(var order)
                            && AdapterReading.elsewhere(told, command, true).isPresent()
                    ? description.capabilities().map(it -> placed(order, told, command, it.getHandsOver()))
                    : Uni.createFrom().item(answer);
        } catch (Trouble e) {
            return Uni.createFrom().failure(e);
        }
    }

    private Answer placed(Order order, AdapterReading.Told told, Command command, boolean handsOver) {
        Optional<String> elsewhere = AdapterReading.elsewhere(told, command, handsOver);
        if (!handsOver && elsewhere.isPresent()) {
            // Who knows no hand-offs gives no numbers: what it said of itself is not true, or not any more.
            description.forget();
        }
        return new Answer.Done(elsewhere.map(order::astray).orElse(order));
    }

    private Uni<DescribeAdapterResponse> describe() {
        return guard.call(() -> answered(inTime().describeAdapter(DescribeAdapterRequest.getDefaultInstance()))
                .subscribeAsCompletionStage());
    }
}
