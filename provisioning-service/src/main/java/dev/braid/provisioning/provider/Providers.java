package dev.braid.provisioning.provider;

import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Outage;
import dev.braid.provisioning.provider.sonata.SonataAdapter;
import dev.braid.provisioning.provider.sonata.SonataListener;
import dev.braid.provisioning.provider.sonata.SonataSettings;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The providers that we can order from, each behind its own bounds. */
@ApplicationScoped
public class Providers {
    /** Of a seller; an order has up to 256 items. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private static final BodyHandler<byte[]> BODIES = BodyHandlers.limiting(BodyHandlers.ofByteArray(), 1 << 20);

    private final ProviderSettings settings;
    private final SonataSettings sonataSettings;
    private final MeterRegistry meters;
    private final Optional<SonataListener> listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final ConcurrentMap<AdapterAddress, ManagedChannel> channels = new ConcurrentHashMap<>();
    private final ConcurrentMap<AdapterAddress, ManagedChannel> watchChannels = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, ProviderAdapter> adapters = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Conduct> conducts = new ConcurrentHashMap<>();

    Providers(ProviderSettings settings, SonataSettings sonataSettings, MeterRegistry meters) {
        this.settings = settings;
        this.sonataSettings = sonataSettings;
        this.meters = meters;
        this.listener = SonataListener.open(meters, sonataSettings.listener());
        this.client = HttpAdapter.client(settings.bounds().timeout(), threads);
        HttpAdapter.plain(settings.defaultProviderUrl());
        settings.providers().keySet().forEach(this::adapter);
    }

    /** Sends a command to the provider of its route; always answers, sooner than a worker's lease ends. */
    public Uni<Answer> send(Command command) {
        String providerId = command.route().providerId();
        Timer.Sample sample = Timer.start(meters);
        return adapter(providerId).carryOut(command).invoke(answer -> {
            conducts.compute(
                    providerId,
                    (_, before) -> (before == null ? Conduct.UNTRIED : before).after(answer, Instant.now()));
            sample.stop(meters.timer(
                    "braid.provider.commands",
                    "provider",
                    providerId,
                    "verb",
                    command.verb().name(),
                    "answer",
                    answer.getClass().getSimpleName()));
        });
    }

    /** The adapter that speaks the provider's API. */
    public ProviderAdapter adapter(String providerId) {
        return adapters.computeIfAbsent(providerId, this::build);
    }

    private ProviderAdapter build(String providerId) {
        Optional<ProviderSettings.OneProvider> own =
                Optional.ofNullable(settings.providers().get(providerId));
        CallGuard guard = new CallGuard(providerId, settings.bounds());
        URI url = own.flatMap(ProviderSettings.OneProvider::url).orElse(settings.defaultProviderUrl());
        Optional<String> key = own.flatMap(ProviderSettings.OneProvider::apiKey).or(settings::apiKey);
        return switch (protocol(own)) {
            case HTTP -> new HttpAdapter(client, guard, url, providerId, key, settings.bounds());
            case GRPC -> {
                AdapterAddress address = AdapterAddress.of(providerId, own.orElseThrow());
                ManagedChannel channel = channels.computeIfAbsent(address, it -> it.open(threads));
                ManagedChannel watches = watchChannels.computeIfAbsent(address, it -> it.openForWatches(threads));
                yield new GrpcAdapter(channel, watches, address.caller(), guard, providerId, settings.bounds());
            }
            case SONATA ->
                new SonataAdapter(
                        request -> guard.call(
                                () -> client.sendAsync(request.get(), BODIES).thenCompose(HttpAdapter::answered)),
                        HttpAdapter.plain(url),
                        key,
                        settings.bounds().timeout(),
                        sonataSettings,
                        providerId,
                        listener);
        };
    }

    private static ProviderSettings.Protocol protocol(Optional<ProviderSettings.OneProvider> own) {
        return own.map(ProviderSettings.OneProvider::adapter).orElse(ProviderSettings.Protocol.HTTP);
    }

    /** Whether the provider is told where its orders are handed over. */
    public boolean handsOver(String providerId) {
        return switch (protocol(Optional.ofNullable(settings.providers().get(providerId)))) {
            case GRPC -> true;
            case HTTP, SONATA -> false;
        };
    }

    /** Whether a leg that somebody else has changed there is left as it is. */
    public boolean freezes(String providerId) {
        ProviderSettings.OneProvider own = settings.providers().get(providerId);
        return own != null && own.drift() == ProviderSettings.Drift.FREEZE;
    }

    /** All providers that are configured or have been spoken to, in the order of their ids. */
    public Set<String> known() {
        return new TreeSet<>(adapters.keySet());
    }

    /** How the provider has behaved. */
    public Conduct conduct(String providerId) {
        return conducts.getOrDefault(providerId, Conduct.UNTRIED);
    }

    /**
     * What changing the bandwidth of a living order does to its traffic; empty where that cannot be changed. Fails when the
     * provider's adapter does not say.
     */
    public Uni<Optional<Outage>> modification(String providerId) {
        return Optional.ofNullable(settings.providers().get(providerId))
                .flatMap(ProviderSettings.OneProvider::modifyOutage)
                .map(known -> Uni.createFrom().item(Optional.of(known)))
                .orElseGet(() -> adapter(providerId).modification());
    }

    private static boolean awaitEnd(HttpClient client) {
        try {
            return client.awaitTermination(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @PreDestroy
    void close() {
        listener.ifPresent(SonataListener::close);
        // What was just sent, such as that we listen to a seller no more, may still get there.
        client.shutdown();
        if (!awaitEnd(client)) {
            client.shutdownNow();
        }
        channels.values().forEach(ManagedChannel::shutdownNow);
        watchChannels.values().forEach(ManagedChannel::shutdownNow);
        threads.shutdownNow();
    }
}
