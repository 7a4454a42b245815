package dev.braid.provisioning.provider;

import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Route;
import dev.braid.provisioning.provider.sonata.SonataAdapter;
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
        String url = base.resolve("/carriers/" + providerId).toString();
        SonataAdapter adapter = new SonataAdapter(
                request -> Uni.createFrom()
                        .completionStage(() -> CLIENT.sendAsync(request, BodyHandlers.ofByteArray())
                                .orTimeout(timeout.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)),
                url,
                Optional.of(SimulatorProcess.API_KEY),
                timeout,
                new Settings());
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

    private static final class Settings implements SonataSettings, SonataSettings.Contact {
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
