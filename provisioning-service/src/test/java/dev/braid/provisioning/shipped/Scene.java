package dev.braid.provisioning.shipped;

import dev.braid.adapter.example.ExampleAdapter;
import dev.braid.adapter.server.AdapterServer;
import dev.braid.adapter.server.CarrierAdapter;
import dev.braid.api.adapter.v1.CommandTerms;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import dev.braid.provisioning.provider.SimulatorProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The service, the carriers behind their doors, and a look at what these hold. */
final class Scene implements AutoCloseable {
    /** Works by hand, and only when somebody is told to. */
    static final String BY_HAND = "norrvane";
    /** Works by hand too; its people come after four days. */
    static final String AFTER_DAYS = "swiftglass";

    private static final Duration DAY = Duration.ofSeconds(4);

    /** Behind an adapter each. */
    static final String REMOTE = "remote";

    static final String DISTANT = "distant";
    /** By provider of the simulator, a link of it. */
    private static final Map<String, String> LINKS = Map.of(
            "atlas",
            "atlas-lon-par-1",
            "cordillon",
            "cordillon-nyc-iad-1",
            "pacifane",
            "pacifane-chkls-tyo-1",
            "duneway",
            "duneway-cpt-jnb-1",
            BY_HAND,
            "norrvane-lon-man-1",
            AFTER_DAYS,
            "swiftglass-nyc-chi-1");

    final Bench bench = new Bench();
    final ShippedService service;
    /** Not started. */
    final ShippedService replica;

    final SimulatorProcess simulator;
    private final Map<String, Remote> remotes;
    private final List<AdapterServer> servers = new ArrayList<>();
    private final Door door;

    /** What one provider holds under one reference. */
    record Holding(String providerId, String reference, String state, long bandwidthBps) {
        String connectionId() {
            return Bench.connection(reference);
        }
    }

    /** A carrier behind an adapter, and how that tells of changes. */
    record Remote(CarrierAdapter truth, Telling telling) {}

    /** Some carriers sell by people: duneway sells by LSO Sonata, and so do these. */
    Scene(Path folder) throws IOException, InterruptedException {
        this(folder, List.of("duneway", BY_HAND, AFTER_DAYS));
    }

    /** These sell by LSO Sonata, the others but those behind adapters by the order API. */
    Scene(Path folder, List<String> sellers) throws IOException, InterruptedException {
        this(folder, sellers, Map.of(REMOTE, example(REMOTE), DISTANT, example(DISTANT)), Map.of());
    }

    /** With these behind adapters, and settings that differ from those of the others. */
    Scene(Path folder, List<String> sellers, Map<String, Remote> remotes, Map<String, String> own)
            throws IOException, InterruptedException {
        this.remotes = remotes;
        simulator = new SimulatorProcess(folder, Map.of(BY_HAND, 10_000, AFTER_DAYS, 4), DAY);
        door = new Door(simulator, bench);
        Map<String, String> providers = new HashMap<>(own);
        providers.put("braid.provisioning.default-provider-url", door.url().toString());
        for (String providerId : remotes.keySet()) {
            Remote remote = remotes.get(providerId);
            AdapterServer server = AdapterServer.serving(
                            new FaultyCarrier(remote.truth, providerId, remote.telling, bench))
                    .remembering(folder.resolve(providerId + ".journal"))
                    .listen("127.0.0.1", 0);
            servers.add(server);
            providers.put("braid.provisioning.providers.%s.adapter".formatted(providerId), "grpc");
            providers.put(
                    "braid.provisioning.providers.%s.url".formatted(providerId), "grpc://127.0.0.1:" + server.port());
        }
        for (String seller : sellers) {
            providers.put("braid.provisioning.providers.%s.adapter".formatted(seller), "sonata");
            providers.put("braid.provisioning.providers.%s.url".formatted(seller), door.url() + "/carriers/" + seller);
        }
        service = new ShippedService(folder, providers);
        replica = service.replica();
        service.start();
    }

    private static Remote example(String providerId) {
        return new Remote(
                new ExampleAdapter(providerId, Map.of(link(providerId), 1_000_000_000_000L)), Telling.NOT_OFFERED);
    }

    /** A link of that provider. */
    static String link(String providerId) {
        return LINKS.getOrDefault(providerId, providerId + "-a-b-1");
    }

    /** Of each of these providers a link. */
    static Map<String, String> links(List<String> providerIds) {
        Map<String, String> links = new LinkedHashMap<>();
        providerIds.forEach(it -> links.put(it, link(it)));
        return links;
    }

    /** What all providers hold, asked of themselves, past the door. */
    List<Holding> holdings() throws Exception {
        List<Holding> held = new ArrayList<>();
        for (String providerId : remotes.keySet()) {
            remotes.get(providerId)
                    .truth
                    .list(providerId)
                    .forEach(it -> held.add(new Holding(
                            providerId,
                            it.getReference(),
                            it.getStanding().name().replace("ORDER_STANDING_", ""),
                            it.getBandwidthBps())));
        }
        for (String providerId : LINKS.keySet()) {
            HttpResponse<String> list = simulator.send("GET", "/carriers/%s/orders".formatted(providerId), "");
            new JsonObject(list.body()).getJsonArray("orders").forEach(it -> {
                JsonObject order = (JsonObject) it;
                held.add(new Holding(
                        providerId,
                        order.getString("clientReference"),
                        order.getString("state"),
                        order.getLong("bandwidthBps")));
            });
        }
        return held;
    }

    /** Orders something that the service knows nothing of. */
    void orderBesides(String providerId, String reference, long bandwidthBps) throws Exception {
        if (remotes.containsKey(providerId)) {
            remotes.get(providerId)
                    .truth
                    .reserve(ReserveLegRequest.newBuilder()
                            .setTerms(CommandTerms.newBuilder().setReference(reference))
                            .addLinkIds(link(providerId))
                            .setBandwidthBps(bandwidthBps)
                            .build());
            return;
        }
        String order = "{\"linkIds\":[\"%s\"],\"bandwidthBps\":%d,\"revision\":1,\"notAfter\":\"%s\"}"
                .formatted(link(providerId), bandwidthBps, Instant.now().plusSeconds(30));
        HttpResponse<String> answer =
                simulator.send("PUT", "/carriers/%s/orders/%s".formatted(providerId, reference), order);
        if (answer.statusCode() != 201) {
            throw new IOException(answer.body());
        }
    }

    @Override
    public void close() throws IOException {
        bench.thaw();
        bench.letIn();
        service.close();
        replica.close();
        for (AdapterServer server : servers) {
            server.close();
        }
        door.close();
        simulator.close();
    }
}
