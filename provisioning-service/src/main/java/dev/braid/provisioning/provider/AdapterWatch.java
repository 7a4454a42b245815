package dev.braid.provisioning.provider;

import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.DescribeAdapterRequest;
import dev.braid.api.adapter.v1.MutinyProviderAdapterServiceGrpc.MutinyProviderAdapterServiceStub;
import dev.braid.api.adapter.v1.WatchOrdersRequest;
import dev.braid.api.adapter.v1.WatchOrdersResponse;
import io.grpc.ManagedChannel;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What an adapter tells without being asked, over a channel of its own: whatever becomes of a stream that is open for days,
 * commands go on.
 *
 * @param stub over that channel
 */
record AdapterWatch(
        ManagedChannel channel, MutinyProviderAdapterServiceStub stub, String providerId, Duration timeout) {

    /** Asked past the guard: how often is the asker's business, and no command may wait for it. */
    Uni<Boolean> isOffered() {
        return stub.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .describeAdapter(DescribeAdapterRequest.getDefaultInstance())
                .onFailure()
                .invoke(channel::resetConnectBackoff)
                .map(it -> it.getProvidersOrDefault(providerId, Capabilities.getDefaultInstance())
                        .getWatches());
    }

    /** References of orders that have news; never ends but with a failure. */
    Multi<String> references() {
        return stub.watchOrders(WatchOrdersRequest.newBuilder()
                        .setProviderId(providerId)
                        .build())
                .map(WatchOrdersResponse::getReference)
                .onCompletion()
                .failWith(() -> new Trouble("The adapter ended the watch."));
    }
}
