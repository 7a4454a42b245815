package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.PathRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which links turned bad, and when, by whose word they did: a provider measures its own links. Cables break one by one;
 * where nearly all of a provider's links turn bad at once, it is the measuring that broke. What is usual of a link is
 * learned as it is heard. Of one that is heard for the first time the plans from before say what was usual, or else the
 * topology does: a lie that is older than this process is not taken for usual.
 */
public final class SourceWatch {
    private final SourceWatch base;
    private final Map<String, SourceHabits> own = new HashMap<>();

    /**
     * What a provider's links say.
     *
     * @param links how many it measures
     * @param badLinks how many of them turned bad within the given time of each other
     * @param since when the first of these did
     */
    public record Turn(int links, int badLinks, Instant since) {}

    SourceWatch() {
        this(null);
    }

    private SourceWatch(SourceWatch base) {
        this.base = base;
    }

    SourceWatch fork() {
        return new SourceWatch(this);
    }

    void adopt(SourceWatch fork) {
        own.putAll(fork.own);
    }

    void read(Link link, LinkMeasure measure) {
        mine(link.providerId()).read(link, measure);
    }

    /** Plans that were made before their links were heard here tell what was usual then. */
    void read(PathRecord record) {
        for (Hop hop : record.plan().map(plan -> plan.hops()).orElse(List.of())) {
            boolean news = find(this, hop.providerId())
                    .map(source -> source.needs(hop, record.decideTime()))
                    .orElse(true);
            if (news) {
                mine(hop.providerId()).counted(hop);
            }
        }
    }

    void forget(String providerId, String linkId) {
        mine(providerId).forget(linkId);
    }

    private SourceHabits mine(String providerId) {
        return own.computeIfAbsent(
                providerId, _ -> find(base, providerId).map(SourceHabits::copy).orElseGet(SourceHabits::new));
    }

    private static Optional<SourceHabits> find(SourceWatch from, String providerId) {
        for (SourceWatch watch = from; watch != null; watch = watch.base) {
            SourceHabits source = watch.own.get(providerId);
            if (source != null) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }

    /** Whether the provider says that the link is bad, or did half a minute ago. */
    public boolean isBad(String providerId, String linkId) {
        return find(this, providerId).filter(source -> source.isBad(linkId)).isPresent();
    }

    /** The most of the provider's bad links, that one among them, that turned bad within such a time. */
    public Turn turn(String providerId, String linkId, Duration within) {
        return find(this, providerId).map(source -> source.turn(linkId, within)).orElse(new Turn(0, 0, Instant.EPOCH));
    }
}
