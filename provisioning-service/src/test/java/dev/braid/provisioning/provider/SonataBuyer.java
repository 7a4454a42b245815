package dev.braid.provisioning.provider;

import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Route;
import dev.braid.provisioning.provider.sonata.SonataAdapter;
import dev.braid.provisioning.provider.sonata.SonataListener;
import dev.braid.provisioning.provider.sonata.SonataSettings;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Provisioning's buyer, speaking to one seller over a socket. */
record SonataBuyer(SonataAdapter adapter, String providerId) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static SonataBuyer of(URI base, String providerId, Duration timeout) {
        return of(base, providerId, timeout, Optional.empty());
    }

    /** One that lets the seller tell of changes. */
    static SonataBuyer of(URI base, String providerId, Duration timeout, Optional<SonataListener> listener) {
        String url = base.resolve("/carriers/" + providerId).toString();
        SonataAdapter adapter = new SonataAdapter(
                request -> Uni.createFrom()
                        .completionStage(() -> CLIENT.sendAsync(request.get(), BodyHandlers.ofByteArray())
                                .orTimeout(timeout.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)),
                url,
                Optional.of(SimulatorProcess.API_KEY),
                timeout,
                new Settings(0),
                providerId,
                listener);
        return new SonataBuyer(adapter, providerId);
    }

    Answer ask(Verb verb, String legId, List<String> linkIds, long bandwidthBps) {
        return ask(new Command(
                verb,
                legId,
                new Route(providerId, linkIds),
                bandwidthBps,
                1,
                Instant.now().plusSeconds(30)));
    }

    Answer ask(Command command) {
        return adapter.carryOut(command).await().atMost(PATIENCE);
    }

    /** A listener at that port of this machine. */
    static SonataSettings.Listener listening(int port) {
        return new Settings(port);
    }

    private record Settings(int port) implements SonataSettings, SonataSettings.Contact, SonataSettings.Listener {
        @Override
        public Listener listener() {
            return this;
        }

        @Override
        public Optional<URI> url() {
            return Optional.of(URI.create("http://127.0.0.1:" + port));
        }

        @Override
        public Optional<String> secret() {
            return Optional.of("a secret of the tests, long enough to be one");
        }

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public Duration check() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration hold() {
            return Duration.ofDays(30);
        }

        @Override
        public Duration longestList() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Contact contact() {
            return this;
        }

        @Override
        public String name() {
            return "Operations";
        }

        @Override
        public String number() {
            return "1";
        }

        @Override
        public String emailAddress() {
            return "a@b.example";
        }
    }
}
