package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.LinkMeasure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which links turned bad, and when, by whose word they did: a provider measures its own links. Cables break one by one;
 * where nearly all of a provider's links turn bad at once, it is the measuring that broke.
 */
public final class SourceWatch {
    private static final double BAD_RATIO = 1.25;
    private static final long BAD_LEAST_US = 1_000;
    /** Of a link that was down as long as we know it every latency is usual. */
    private static final long NEVER = Long.MAX_VALUE / 2;
    /** A link that is bad for so long alone is one that changed. */
    private static final Duration USUAL_AFTER = Duration.ofMinutes(10);

    private final SourceWatch base;
    private final Map<String, Source> own = new HashMap<>();

    private static final class Source {
        private final Map<String, Long> usualUs = new HashMap<>();
        private final Map<String, Instant> badSince = new HashMap<>();
        /** Asked for by every connection on one of many bad links. */
        private final Map<Duration, Turn> turns = new HashMap<>();

        private boolean isUsualByNow(String linkId, Instant now) {
            Instant since = badSince.get(linkId);
            boolean alone = badSince.size() * 2 < usualUs.size();
            return alone && since != null && !now.isBefore(since.plus(USUAL_AFTER));
        }

        /** The most links that turned bad within such a time: a window slides over their times. */
        private Turn turn(Duration within) {
            Instant[] times = badSince.values().stream().sorted().toArray(Instant[]::new);
            int most = 0;
            Instant since = Instant.EPOCH;
            for (int first = 0, end = 0; first < times.length; first++) {
                while (end < times.length && !times[end].isAfter(times[first].plus(within))) {
                    end++;
                }
                if (end - first > most) {
                    most = end - first;
                    since = times[first];
                }
            }
            return new Turn(usualUs.size(), most, since);
        }
    }

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

    void read(String providerId, LinkMeasure measure) {
        Source source = mine(providerId);
        source.turns.clear();
        String linkId = measure.linkId();
        Long usualUs = source.usualUs.putIfAbsent(linkId, measure.down() ? NEVER : measure.latencyUs());
        boolean slow = usualUs != null && measure.latencyUs() > usualUs * BAD_RATIO + BAD_LEAST_US;
        if (measure.down() || slow && !source.isUsualByNow(linkId, measure.measureTime())) {
            source.badSince.putIfAbsent(linkId, measure.measureTime());
        } else {
            source.badSince.remove(linkId);
            source.usualUs.put(linkId, measure.latencyUs());
        }
    }

    void forget(String providerId, String linkId) {
        Source source = mine(providerId);
        source.turns.clear();
        source.usualUs.remove(linkId);
        source.badSince.remove(linkId);
    }

    private Source mine(String providerId) {
        return own.computeIfAbsent(providerId, _ -> {
            Source copy = new Source();
            find(base, providerId).ifPresent(source -> {
                copy.usualUs.putAll(source.usualUs);
                copy.badSince.putAll(source.badSince);
            });
            return copy;
        });
    }

    private static Optional<Source> find(SourceWatch from, String providerId) {
        for (SourceWatch watch = from; watch != null; watch = watch.base) {
            Source source = watch.own.get(providerId);
            if (source != null) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }

    /** Whether the provider says now that the link is bad. */
    public boolean isBad(String providerId, String linkId) {
        return find(this, providerId)
                .filter(source -> source.badSince.containsKey(linkId))
                .isPresent();
    }

    /** The most of the provider's bad links that turned bad within such a time. */
    public Turn turn(String providerId, Duration within) {
        return find(this, providerId)
                .map(source -> source.turns.computeIfAbsent(within, source::turn))
                .orElse(new Turn(0, 0, Instant.EPOCH));
    }
}
