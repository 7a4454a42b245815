package dev.braid.lab.demo;

import com.google.protobuf.Timestamp;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.CommandTerms;
import dev.braid.api.adapter.v1.Handoff;
import dev.braid.api.adapter.v1.ListOrdersRequest;
import dev.braid.api.adapter.v1.ListOrdersResponse;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.ProviderAdapterServiceGrpc;
import dev.braid.api.adapter.v1.ProviderAdapterServiceGrpc.ProviderAdapterServiceBlockingStub;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import dev.braid.api.adapter.v1.WatchOrdersRequest;
import dev.braid.api.adapter.v1.WatchOrdersResponse;
import dev.braid.lab.build.LabFailed;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabPlan;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Orders from the agents of a lab by the adapter contract, as provisioning does. */
final class Carriers implements AutoCloseable {
    private static final long COMMAND_LIFE_SECONDS = 6;
    private static final long PATIENCE_SECONDS = 10;
    private static final long BANDWIDTH_BPS = 100_000_000;

    private final Map<String, ManagedChannel> channels = new LinkedHashMap<>();
    private long revision;

    Carriers(LabPlan plan) {
        for (Carrier carrier : plan.carriers()) {
            channels.put(
                    carrier.id(),
                    NettyChannelBuilder.forAddress("127.0.0.1", carrier.agentPort())
                            .usePlaintext()
                            .build());
        }
    }

    /** Returns when each has read its kernels and answers. */
    void untilReady() throws InterruptedException {
        for (String carrier : channels.keySet()) {
            for (int tries = 0; !answers(carrier); tries++) {
                if (tries == 50) {
                    throw new LabFailed("The agent of %s does not answer.".formatted(carrier));
                }
                Thread.sleep(100);
            }
        }
    }

    private boolean answers(String carrier) {
        try {
            ListOrdersResponse _ = stub(carrier)
                    .listOrders(ListOrdersRequest.newBuilder()
                            .setProviderId(carrier)
                            .build());
            return true;
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    void reserve(Route route) {
        for (Route.Part part : route.parts()) {
            stub(part.carrier())
                    .reserveLeg(ReserveLegRequest.newBuilder()
                            .setTerms(terms(part.carrier(), route.reference()))
                            .addAllLinkIds(part.links())
                            .setBandwidthBps(BANDWIDTH_BPS)
                            .setAEnd(handoff(part.a()))
                            .setZEnd(handoff(part.z()))
                            .build());
        }
    }

    void activate(Route route) {
        for (Route.Part part : route.parts()) {
            Order order = stub(part.carrier())
                    .activateLeg(ActivateLegRequest.newBuilder()
                            .setTerms(terms(part.carrier(), route.reference()))
                            .build())
                    .getOrder();
            if (order.getStanding() != OrderStanding.ORDER_STANDING_IN_SERVICE) {
                throw new LabFailed(
                        "%s says of %s: %s".formatted(part.carrier(), route.reference(), order.getProviderState()));
            }
        }
    }

    void release(Route route) {
        for (Route.Part part : route.parts()) {
            stub(part.carrier())
                    .releaseLeg(ReleaseLegRequest.newBuilder()
                            .setTerms(terms(part.carrier(), route.reference()))
                            .build());
        }
    }

    /** Opens when the carrier says that one of its orders changed. */
    CountDownLatch nextChange(String carrier) {
        CountDownLatch changed = new CountDownLatch(1);
        ProviderAdapterServiceGrpc.newStub(channels.get(carrier))
                .watchOrders(
                        WatchOrdersRequest.newBuilder().setProviderId(carrier).build(), new StreamObserver<>() {
                            @Override
                            public void onNext(WatchOrdersResponse hint) {
                                changed.countDown();
                            }

                            @Override
                            public void onError(Throwable failure) {
                                // The demo is over.
                            }

                            @Override
                            public void onCompleted() {
                                // It never is.
                            }
                        });
        return changed;
    }

    private ProviderAdapterServiceBlockingStub stub(String carrier) {
        return ProviderAdapterServiceGrpc.newBlockingStub(channels.get(carrier))
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private CommandTerms terms(String carrier, String reference) {
        return CommandTerms.newBuilder()
                .setProviderId(carrier)
                .setReference(reference)
                .setRevision(++revision)
                .setNotAfterTime(
                        Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond() + COMMAND_LIFE_SECONDS))
                .build();
    }

    private static Handoff handoff(Route.Point point) {
        return Handoff.newBuilder()
                .setInterconnectId(point.interconnectId())
                .setVlanId(point.number())
                .build();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
