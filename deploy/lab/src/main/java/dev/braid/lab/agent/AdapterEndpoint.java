package dev.braid.lab.agent;

import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.ActivateLegResponse;
import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.DescribeAdapterRequest;
import dev.braid.api.adapter.v1.DescribeAdapterResponse;
import dev.braid.api.adapter.v1.GetOrderRequest;
import dev.braid.api.adapter.v1.GetOrderResponse;
import dev.braid.api.adapter.v1.ListOrdersRequest;
import dev.braid.api.adapter.v1.ListOrdersResponse;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.ModifyLegResponse;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OutageClass;
import dev.braid.api.adapter.v1.ProviderAdapterServiceGrpc;
import dev.braid.api.adapter.v1.QualifyLegRequest;
import dev.braid.api.adapter.v1.QualifyLegResponse;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReleaseLegResponse;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import dev.braid.api.adapter.v1.ReserveLegResponse;
import dev.braid.api.adapter.v1.WatchOrdersRequest;
import dev.braid.api.adapter.v1.WatchOrdersResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The adapter contract, spoken by the agent itself. */
final class AdapterEndpoint extends ProviderAdapterServiceGrpc.ProviderAdapterServiceImplBase {
    private static final String VERSION = "0.1.0";
    private static final int PAGE = 1000;

    private final Agent agent;
    private final Arguments arguments;
    private final Watchers watchers;

    AdapterEndpoint(Agent agent, Watchers watchers) {
        this.agent = agent;
        this.arguments = new Arguments(agent.carrier().id());
        this.watchers = watchers;
    }

    @Override
    public void describeAdapter(DescribeAdapterRequest request, StreamObserver<DescribeAdapterResponse> observer) {
        answer(
                observer,
                () -> DescribeAdapterResponse.newBuilder()
                        .setName(agent.means())
                        .setVersion(VERSION)
                        .putProviders(
                                agent.carrier().id(),
                                Capabilities.newBuilder()
                                        .setQualifies(true)
                                        .setModifyOutage(OutageClass.OUTAGE_CLASS_NONE)
                                        .setWatches(true)
                                        .setHandsOver(true)
                                        .build())
                        .build());
    }

    @Override
    public void qualifyLeg(QualifyLegRequest request, StreamObserver<QualifyLegResponse> observer) {
        answer(observer, () -> {
            arguments.provider(request.getProviderId());
            Arguments.links(request.getLinkIdsList());
            Arguments.bandwidth(request.getBandwidthBps());
            Optional<String> obstacle = agent.qualify(request.getLinkIdsList(), request.getBandwidthBps());
            return QualifyLegResponse.newBuilder()
                    .setFeasible(obstacle.isEmpty())
                    .setReason(obstacle.orElse(""))
                    .build();
        });
    }

    @Override
    public void reserveLeg(ReserveLegRequest request, StreamObserver<ReserveLegResponse> observer) {
        answer(observer, () -> {
            Terms terms = arguments.terms(request.getTerms());
            Arguments.links(request.getLinkIdsList());
            Arguments.bandwidth(request.getBandwidthBps());
            return ReserveLegResponse.newBuilder()
                    .setOrder(OrderProto.order(agent.reserve(
                            terms,
                            List.copyOf(request.getLinkIdsList()),
                            request.getBandwidthBps(),
                            OrderProto.end(request.getAEnd()),
                            OrderProto.end(request.getZEnd()))))
                    .build();
        });
    }

    @Override
    public void activateLeg(ActivateLegRequest request, StreamObserver<ActivateLegResponse> observer) {
        answer(
                observer,
                () -> ActivateLegResponse.newBuilder()
                        .setOrder(OrderProto.order(agent.activate(arguments.terms(request.getTerms()))))
                        .build());
    }

    @Override
    public void modifyLeg(ModifyLegRequest request, StreamObserver<ModifyLegResponse> observer) {
        answer(observer, () -> {
            Terms terms = arguments.terms(request.getTerms());
            Arguments.bandwidth(request.getBandwidthBps());
            return ModifyLegResponse.newBuilder()
                    .setOrder(OrderProto.order(agent.modify(terms, request.getBandwidthBps())))
                    .build();
        });
    }

    @Override
    public void releaseLeg(ReleaseLegRequest request, StreamObserver<ReleaseLegResponse> observer) {
        answer(
                observer,
                () -> ReleaseLegResponse.newBuilder()
                        .setOrder(OrderProto.order(agent.release(arguments.terms(request.getTerms()))))
                        .build());
    }

    @Override
    public void getOrder(GetOrderRequest request, StreamObserver<GetOrderResponse> observer) {
        answer(observer, () -> {
            arguments.provider(request.getProviderId());
            Arguments.reference("reference", request.getReference());
            return GetOrderResponse.newBuilder()
                    .setOrder(OrderProto.order(agent.get(request.getReference())))
                    .build();
        });
    }

    @Override
    public void listOrders(ListOrdersRequest request, StreamObserver<ListOrdersResponse> observer) {
        answer(observer, () -> {
            arguments.provider(request.getProviderId());
            if (request.getPageSize() < 0 || request.getPageSize() > PAGE) {
                throw Answers.invalid(
                        "page_size", "is %d, must be from 0 to %d".formatted(request.getPageSize(), PAGE));
            }
            int size = request.getPageSize() == 0 ? PAGE : request.getPageSize();
            List<Order> orders = OrderProto.all(agent.list(), agent.strangers()).stream()
                    .filter(order -> order.getReference().compareTo(request.getPageToken()) > 0)
                    .toList();
            ListOrdersResponse.Builder page =
                    ListOrdersResponse.newBuilder().addAllOrders(orders.subList(0, Math.min(size, orders.size())));
            if (orders.size() > size) {
                page.setNextPageToken(orders.get(size - 1).getReference());
            }
            return page.build();
        });
    }

    @Override
    public void watchOrders(WatchOrdersRequest request, StreamObserver<WatchOrdersResponse> observer) {
        try {
            arguments.provider(request.getProviderId());
            watchers.add(request.getProviderId(), (ServerCallStreamObserver<WatchOrdersResponse>) observer);
        } catch (RuntimeException e) {
            observer.onError(Answers.status(e));
        }
    }

    private static <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
        T answer;
        try {
            answer = work.get();
        } catch (RuntimeException e) {
            observer.onError(Answers.status(e));
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }
}
