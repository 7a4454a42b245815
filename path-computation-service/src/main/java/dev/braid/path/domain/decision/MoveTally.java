package dev.braid.path.domain.decision;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many moves there were, in all and by what they leave or enter. */
public final class MoveTally {
    private final Map<String, Integer> ofLinks;
    private final Map<String, Integer> ofProviders;
    private final Map<String, Integer> ofMetros;
    /** What this is counted on top of; {@code null} where there is nothing else. */
    private final MoveTally base;

    private int all;

    MoveTally() {
        ofLinks = new HashMap<>();
        ofProviders = new HashMap<>();
        ofMetros = new HashMap<>();
        base = null;
    }

    private MoveTally(MoveTally own, MoveTally base) {
        ofLinks = own.ofLinks;
        ofProviders = own.ofProviders;
        ofMetros = own.ofMetros;
        all = own.all;
        this.base = base;
    }

    /** Both together, as long as neither changes. */
    MoveTally on(MoveTally other) {
        return new MoveTally(this, other);
    }

    void add(Move move) {
        count(move, 1);
    }

    void remove(Move move) {
        count(move, -1);
    }

    private void count(Move move, int sign) {
        all += sign;
        count(ofLinks, move.linkIds(), sign);
        count(ofProviders, move.providerIds(), sign);
        count(ofMetros, move.metroIds(), sign);
    }

    private static void count(Map<String, Integer> counts, List<String> ids, int sign) {
        ids.forEach(id -> counts.merge(id, sign, (one, other) -> one + other == 0 ? null : one + other));
    }

    /** Of all connections. */
    public int all() {
        return all + (base == null ? 0 : base.all());
    }

    /** To and from the link. */
    public int ofLink(String linkId) {
        return ofLinks.getOrDefault(linkId, 0) + (base == null ? 0 : base.ofLink(linkId));
    }

    /** To and from links of the provider. */
    public int ofProvider(String providerId) {
        return ofProviders.getOrDefault(providerId, 0) + (base == null ? 0 : base.ofProvider(providerId));
    }

    /** To and from links of the metro. */
    public int ofMetro(String metroId) {
        return ofMetros.getOrDefault(metroId, 0) + (base == null ? 0 : base.ofMetro(metroId));
    }
}
