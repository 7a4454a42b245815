package dev.braid.lab.agent;

import com.google.protobuf.Any;
import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.ActivateLegResponse;
import dev.braid.api.adapter.v1.Capabilities;
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
import dev.braid.lab.order.OrderRefused;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/** The adapter contract, spoken by the agent itself. */
final class AdapterEndpoint extends ProviderAdapterServiceGrpc.ProviderAdapterServiceImplBase {
    private static final String VERSION = "0.1.0";
    private static final int PAGE = 1000;
    private static final int MAX_REFERENCE = 160;

    private final Agent agent;
    private final Watchers watchers;

    AdapterEndpoint(Agent agent, Watchers watchers) {
        this.agent = agent;
        this.watchers = watchers;
    }

    @Override
    public void describeAdapter(DescribeAdapterRequest request, StreamObserver<DescribeAdapterResponse> observer) {
        answer(
                observer,
                () -> DescribeAdapterResponse.newBuilder()
                        .setName("srv6-linux")
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
            provider(request.getProviderId());
            links(request.getLinkIdsList());
            bandwidth(request.getBandwidthBps());
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
            Terms terms = terms(request.getTerms());
            links(request.getLinkIdsList());
            bandwidth(request.getBandwidthBps());
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
                        .setOrder(OrderProto.order(agent.activate(terms(request.getTerms()))))
                        .build());
    }

    @Override
    public void modifyLeg(ModifyLegRequest request, StreamObserver<ModifyLegResponse> observer) {
        answer(observer, () -> {
            Terms terms = terms(request.getTerms());
            bandwidth(request.getBandwidthBps());
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
                        .setOrder(OrderProto.order(agent.release(terms(request.getTerms()))))
                        .build());
    }

    @Override
    public void getOrder(GetOrderRequest request, StreamObserver<GetOrderResponse> observer) {
        answer(observer, () -> {
            provider(request.getProviderId());
            reference("reference", request.getReference());
            return GetOrderResponse.newBuilder()
                    .setOrder(OrderProto.order(agent.get(request.getReference())))
                    .build();
        });
    }

    @Override
    public void listOrders(ListOrdersRequest request, StreamObserver<ListOrdersResponse> observer) {
        answer(observer, () -> {
            provider(request.getProviderId());
            if (request.getPageSize() < 0 || request.getPageSize() > PAGE) {
                throw invalid("page_size", "is %d, must be from 0 to %d".formatted(request.getPageSize(), PAGE));
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
            provider(request.getProviderId());
            watchers.add(observer);
        } catch (RuntimeException e) {
            observer.onError(e);
        }
    }

    private Terms terms(CommandTerms terms) {
        provider(terms.getProviderId());
        reference("terms.reference", terms.getReference());
        if (terms.getRevision() < 1) {
            throw invalid("terms.revision", "is %d, must be at least 1".formatted(terms.getRevision()));
        }
        if (terms.getEpoch() < 0) {
            throw invalid("terms.epoch", "is %d, must not be negative".formatted(terms.getEpoch()));
        }
        if (!terms.hasNotAfterTime()) {
            throw invalid("terms.not_after_time", "is missing");
        }
        Timestamp notAfter = terms.getNotAfterTime();
        return new Terms(
                terms.getReference(),
                terms.getRevision(),
                terms.getEpoch(),
                Instant.ofEpochSecond(notAfter.getSeconds(), notAfter.getNanos()));
    }

    private void provider(String id) {
        if (!id.equals(agent.carrier().id())) {
            throw invalid(
                    "provider_id",
                    "is %s, must be %s".formatted(id, agent.carrier().id()));
        }
    }

    private static void reference(String field, String reference) {
        if (reference.isEmpty() || reference.length() > MAX_REFERENCE) {
            throw invalid(field, "has %d characters, must have 1 to %d".formatted(reference.length(), MAX_REFERENCE));
        }
    }

    private static void links(List<String> linkIds) {
        if (linkIds.isEmpty() || linkIds.size() > 256) {
            throw invalid("link_ids", "has %d items, must have 1 to 256".formatted(linkIds.size()));
        }
    }

    private static void bandwidth(long bps) {
        if (bps < 1) {
            throw invalid("bandwidth_bps", "is %d, must be at least 1".formatted(bps));
        }
    }

    private static <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
        T answer;
        try {
            answer = work.get();
        } catch (RuntimeException e) {
            observer.onError(status(e));
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }

    private static RuntimeException status(RuntimeException failure) {
        return switch (failure) {
            case OrderRefused refused ->
                StatusProto.toStatusRuntimeException(Status.newBuilder()
                        .setCode(Code.FAILED_PRECONDITION_VALUE)
                        .setMessage(refused.getMessage())
                        .addDetails(Any.pack(ErrorInfo.newBuilder()
                                .setReason(refused.reason().name())
                                .setDomain("braid.dev")
                                .build()))
                        .build());
            case NoSuchElementException unknown ->
                io.grpc.Status.NOT_FOUND.withDescription(unknown.getMessage()).asRuntimeException();
            case KernelUnreadable later ->
                io.grpc.Status.UNAVAILABLE.withDescription(later.getMessage()).asRuntimeException();
            case io.grpc.StatusRuntimeException said -> said;
            default ->
                io.grpc.Status.INTERNAL.withDescription(failure.toString()).asRuntimeException();
        };
    }

    private static io.grpc.StatusRuntimeException invalid(String field, String description) {
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(Code.INVALID_ARGUMENT_VALUE)
                .setMessage("%s: %s.".formatted(field, description))
                .addDetails(Any.pack(BadRequest.newBuilder()
                        .addFieldViolations(BadRequest.FieldViolation.newBuilder()
                                .setField(field)
                                .setDescription(description))
                        .build()))
                .build());
    }
}
