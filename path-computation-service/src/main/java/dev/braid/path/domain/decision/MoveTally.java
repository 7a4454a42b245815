package dev.braid.path.domain.decision;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How many moves there were, in all and by what they leave or enter. */
public final class MoveTally {
    private final Map<String, Integer> ofLinks = new HashMap<>();
    private final Map<String, Integer> ofProviders = new HashMap<>();
    private final Map<String, Integer> ofMetros = new HashMap<>();
    private int all;

    void add(Move move) {
        all++;
        count(ofLinks, move.linkIds());
        count(ofProviders, move.providerIds());
        count(ofMetros, move.metroIds());
    }

    private static void count(Map<String, Integer> counts, Set<String> ids) {
        ids.forEach(id -> counts.merge(id, 1, Integer::sum));
    }

    /** Of all connections. */
    public int all() {
        return all;
    }

    /** To and from the link. */
    public int ofLink(String linkId) {
        return ofLinks.getOrDefault(linkId, 0);
    }

    /** To and from links of the provider. */
    public int ofProvider(String providerId) {
        return ofProviders.getOrDefault(providerId, 0);
    }

    /** To and from links of the metro. */
    public int ofMetro(String metroId) {
        return ofMetros.getOrDefault(metroId, 0);
    }
}
