package dev.braid.adapter.server;

import com.google.protobuf.Message;
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
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.ProviderAdapterServiceGrpc.ProviderAdapterServiceImplBase;
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
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The contract in front of an adapter: rules of the fields, terms of the commands, pages and statuses. */
final class OrderEndpoint extends ProviderAdapterServiceImplBase {
    private final Supplier<CarrierAdapter> adapter;
    private final Supplier<Commands> commands;
    private final String version;
    private final Set<Watching> watchings = ConcurrentHashMap.newKeySet();

    OrderEndpoint(Supplier<CarrierAdapter> adapter, Supplier<Commands> commands, String version) {
        this.adapter = adapter;
        this.commands = commands;
        this.version = version;
    }

    @Override
    public void describeAdapter(DescribeAdapterRequest request, StreamObserver<DescribeAdapterResponse> to) {
        answer(
                to,
                () -> DescribeAdapterResponse.newBuilder()
                        .setName(adapter.get().name())
                        .setVersion(version)
                        .putAllProviders(adapter.get().providers())
                        .build());
    }

    @Override
    public void qualifyLeg(QualifyLegRequest request, StreamObserver<QualifyLegResponse> to) {
        answer(to, () -> {
            check(request, "provider_id", request.getProviderId());
            return adapter.get().qualify(request);
        });
    }

    @Override
    public void reserveLeg(ReserveLegRequest request, StreamObserver<ReserveLegResponse> to) {
        answer(to, () -> {
            Order order =
                    command(request, request.getTerms(), () -> adapter.get().reserve(request));
            return ReserveLegResponse.newBuilder().setOrder(order).build();
        });
    }

    @Override
    public void activateLeg(ActivateLegRequest request, StreamObserver<ActivateLegResponse> to) {
        answer(to, () -> {
            Order order =
                    command(request, request.getTerms(), () -> adapter.get().activate(request));
            return ActivateLegResponse.newBuilder().setOrder(order).build();
        });
    }

    @Override
    public void modifyLeg(ModifyLegRequest request, StreamObserver<ModifyLegResponse> to) {
        answer(to, () -> {
            Order order =
                    command(request, request.getTerms(), () -> adapter.get().modify(request));
            return ModifyLegResponse.newBuilder().setOrder(order).build();
        });
    }

    @Override
    public void releaseLeg(ReleaseLegRequest request, StreamObserver<ReleaseLegResponse> to) {
        answer(to, () -> {
            Order order =
                    command(request, request.getTerms(), () -> adapter.get().release(request));
            return ReleaseLegResponse.newBuilder().setOrder(order).build();
        });
    }

    @Override
    public void getOrder(GetOrderRequest request, StreamObserver<GetOrderResponse> to) {
        answer(to, () -> {
            check(request, "provider_id", request.getProviderId());
            Order order = adapter.get().get(request.getProviderId(), request.getReference());
            return GetOrderResponse.newBuilder()
                    .setOrder(commands.get().withRevision(request.getProviderId(), order))
                    .build();
        });
    }

    @Override
    public void listOrders(ListOrdersRequest request, StreamObserver<ListOrdersResponse> to) {
        answer(to, () -> {
            check(request, "provider_id", request.getProviderId());
            String after = OrderPage.after(request);
            List<Order> orders = adapter.get().list(request.getProviderId()).stream()
                    .map(order -> commands.get().withRevision(request.getProviderId(), order))
                    .toList();
            return OrderPage.of(orders, after, request.getPageSize());
        });
    }

    @Override
    public void watchOrders(WatchOrdersRequest request, StreamObserver<WatchOrdersResponse> to) {
        ServerCallStreamObserver<WatchOrdersResponse> stream = (ServerCallStreamObserver<WatchOrdersResponse>) to;
        Watching watching = new Watching(stream);
        // Set before anything can change: an observer that comes too late would leak the watch.
        stream.setOnCancelHandler(() -> {
            watchings.remove(watching);
            watching.end();
        });
        watchings.add(watching);
        try {
            check(request, "provider_id", request.getProviderId());
            watching.began(adapter.get().watch(request.getProviderId(), watching::tell));
        } catch (Exception e) {
            watchings.remove(watching);
            to.onError(Statuses.of(e));
        }
    }

    /** Ends all watches, so that nobody waits for an adapter that ends. */
    void endWatches() {
        watchings.forEach(Watching::farewell);
        watchings.clear();
    }

    private Order command(Message request, CommandTerms terms, Callable<Order> command) throws Exception {
        check(request, "terms.provider_id", terms.getProviderId());
        RequestRules.check(terms);
        return commands.get().carryOut(terms, command);
    }

    private void check(Message request, String field, String providerId) throws BadField {
        RequestRules.check(request);
        if (!adapter.get().providers().containsKey(providerId)) {
            throw new BadField(
                    field,
                    "'%s' is none of %s"
                            .formatted(providerId, adapter.get().providers().keySet()));
        }
    }

    private static <T> void answer(StreamObserver<T> to, Callable<T> work) {
        T answer;
        try {
            answer = work.call();
        } catch (Exception e) {
            to.onError(Statuses.of(e));
            return;
        }
        to.onNext(answer);
        to.onCompleted();
    }
}
