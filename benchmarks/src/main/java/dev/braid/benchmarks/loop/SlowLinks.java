package dev.braid.benchmarks.loop;

import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.benchmarks.process.Installation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Chooses links that turn slow, a few connections at a time, and makes them slow. No connection counts twice: the guard
 * rails hold one that was moved a moment ago.
 */
final class SlowLinks implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final int simulatorPort;
    private final Set<String> usedLinks = new HashSet<>();
    private final Set<String> usedConnections = new HashSet<>();

    SlowLinks(int simulatorPort) {
        this.simulatorPort = simulatorPort;
    }

    /** A connection that crosses a link which turns slow, in the direction from its A end. */
    record Hit(String connectionId, long revision, String slowLinkId) {}

    /** Links under about so many connections; empty when none are left. */
    List<Hit> choose(Map<String, PathPlan> active, int connections) {
        Map<String, List<Hit>> byLink = new TreeMap<>();
        Set<String> ends = new HashSet<>();
        active.forEach((connectionId, plan) -> {
            for (int i = 0; i < plan.getHopsCount(); i++) {
                Hop hop = plan.getHops(i);
                if (i == 0 || i == plan.getHopsCount() - 1) {
                    // Where a path begins and ends there may be no other link.
                    ends.add(pair(hop));
                }
                if (!usedConnections.contains(connectionId)) {
                    byLink.computeIfAbsent(pair(hop), _ -> new ArrayList<>())
                            .add(new Hit(connectionId, plan.getRevision(), hop.getLinkId()));
                }
            }
        });
        List<Hit> chosen = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        byLink.entrySet().stream()
                .filter(link -> !usedLinks.contains(link.getKey()) && !ends.contains(link.getKey()))
                .sorted((one, other) -> other.getValue().size() - one.getValue().size())
                .forEach(link -> {
                    // Nobody's path turns slow in two places at once.
                    boolean apart = link.getValue().stream().noneMatch(hit -> taken.contains(hit.connectionId()));
                    if (apart && chosen.size() + link.getValue().size() <= connections) {
                        chosen.addAll(link.getValue());
                        link.getValue().forEach(hit -> taken.add(hit.connectionId()));
                        usedLinks.add(link.getKey());
                    }
                });
        usedConnections.addAll(taken);
        return chosen;
    }

    private static String pair(Hop hop) {
        return hop.getLinkId().compareTo(hop.getReverseLinkId()) < 0 ? hop.getLinkId() : hop.getReverseLinkId();
    }

    /** Makes the links so much slower, both ways; with 0 they are well again. */
    void slow(List<Hit> hits, long extraUs) throws IOException, InterruptedException {
        Map<String, Long> links = new HashMap<>();
        hits.forEach(hit -> links.put(hit.slowLinkId(), extraUs));
        for (String linkId : links.keySet()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:%d/faults/links/%s".formatted(simulatorPort, linkId)))
                            .header("X-Api-Key", Installation.API_KEY)
                            .header("Content-Type", "application/json")
                            .PUT(BodyPublishers.ofString("{\"extraLatencyUs\":%d}".formatted(extraUs)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        "The simulator answers %d: %s".formatted(answer.statusCode(), answer.body()));
            }
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
