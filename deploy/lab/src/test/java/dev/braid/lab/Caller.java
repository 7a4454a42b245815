package dev.braid.lab;

import com.google.protobuf.Timestamp;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.CommandTerms;
import dev.braid.api.adapter.v1.GetOrderRequest;
import dev.braid.api.adapter.v1.Handoff;
import dev.braid.api.adapter.v1.ListOrdersRequest;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.ProviderAdapterServiceGrpc;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Orders from one carrier's agent, as provisioning does. */
final class Caller implements AutoCloseable {
    private final String provider;
    private final ManagedChannel channel;
    private long revision = 1;
    private long epoch;
    private String prefix = "";

    Caller(String provider, int port) {
        this.provider = provider;
        this.channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    ProviderAdapterServiceGrpc.ProviderAdapterServiceBlockingStub stub() {
        return ProviderAdapterServiceGrpc.newBlockingStub(channel)
                .withWaitForReady()
                .withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    ProviderAdapterServiceGrpc.ProviderAdapterServiceStub asynchronous() {
        return ProviderAdapterServiceGrpc.newStub(channel);
    }

    Caller revision(long newRevision) {
        revision = newRevision;
        return this;
    }

    /** References are never used again. */
    Caller prefix(String newPrefix) {
        prefix = newPrefix;
        return this;
    }

    String prefix() {
        return prefix;
    }

    Caller epoch(long newEpoch) {
        epoch = newEpoch;
        return this;
    }

    CommandTerms terms(String reference) {
        return terms(reference, Instant.now().plusSeconds(5));
    }

    CommandTerms terms(String reference, Instant notAfter) {
        return CommandTerms.newBuilder()
                .setProviderId(provider)
                .setReference(prefix + reference)
                .setRevision(revision)
                .setEpoch(epoch)
                .setNotAfterTime(Timestamp.newBuilder().setSeconds(notAfter.getEpochSecond()))
                .build();
    }

    Order reserve(String reference, String links, Handoff a, Handoff z) {
        return reserve(reference, links, a, z, 50_000_000);
    }

    Order reserve(String reference, String links, Handoff a, Handoff z, long bandwidthBps) {
        return stub().reserveLeg(ReserveLegRequest.newBuilder()
                        .setTerms(terms(reference))
                        .addAllLinkIds(List.of(links.split(" ")))
                        .setBandwidthBps(bandwidthBps)
                        .setAEnd(a)
                        .setZEnd(z)
                        .build())
                .getOrder();
    }

    Order activate(String reference) {
        return stub().activateLeg(ActivateLegRequest.newBuilder()
                        .setTerms(terms(reference))
                        .build())
                .getOrder();
    }

    Order modify(String reference, long bandwidthBps) {
        return stub().modifyLeg(ModifyLegRequest.newBuilder()
                        .setTerms(terms(reference))
                        .setBandwidthBps(bandwidthBps)
                        .build())
                .getOrder();
    }

    Order release(String reference) {
        return stub().releaseLeg(ReleaseLegRequest.newBuilder()
                        .setTerms(terms(reference))
                        .build())
                .getOrder();
    }

    Order get(String reference) {
        return stub().getOrder(GetOrderRequest.newBuilder()
                        .setProviderId(provider)
                        .setReference(prefix + reference)
                        .build())
                .getOrder();
    }

    List<Order> list() {
        return stub().listOrders(
                        ListOrdersRequest.newBuilder().setProviderId(provider).build())
                .getOrdersList();
    }

    static Handoff at(String interconnectId, int number) {
        return Handoff.newBuilder()
                .setInterconnectId(interconnectId)
                .setVlanId(number)
                .build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
