package dev.braid.provisioning.provider;

import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.DescribeAdapterResponse;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** What an adapter says it can do for one provider; asked again after the connection was lost, as another may answer then. */
final class Description {
    private final ManagedChannel channel;
    private final String providerId;
    private final Supplier<Uni<DescribeAdapterResponse>> question;
    private final AtomicReference<Optional<Capabilities>> known = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean awaitsChange = new AtomicBoolean();

    Description(ManagedChannel channel, String providerId, Supplier<Uni<DescribeAdapterResponse>> question) {
        this.channel = channel;
        this.providerId = providerId;
        this.question = question;
    }

    /** Fails where nobody knows: what an adapter can do is never guessed. */
    Uni<Capabilities> capabilities() {
        return Uni.createFrom()
                .deferred(() -> known.get()
                        .map(it -> Uni.createFrom().item(it))
                        .orElseGet(() -> question.get().chain(this::read)));
    }

    /** What was told is doubted: it is asked again before it is needed next. */
    void forget() {
        known.set(Optional.empty());
    }

    private Uni<Capabilities> read(DescribeAdapterResponse description) {
        Capabilities told = description.getProvidersMap().get(providerId);
        if (told == null) {
            return Uni.createFrom().failure(new Trouble("The adapter does not speak for provider " + providerId));
        }
        known.set(Optional.of(told));
        if (!awaitsChange.getAndSet(true)) {
            channel.notifyWhenStateChanged(ConnectivityState.READY, () -> {
                awaitsChange.set(false);
                forget();
            });
        }
        return Uni.createFrom().item(told);
    }
}
