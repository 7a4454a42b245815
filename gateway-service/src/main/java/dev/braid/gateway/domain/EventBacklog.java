package dev.braid.gateway.domain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The newest events in the order of their arrival, so that a reader who was away for a moment goes on where it was.
 * Fleeting events have a share of their own: they are many, and must not push out the others.
 */
public final class EventBacklog {
    private final Share fleeting;
    private final Share lasting;
    private long arrivals;

    private record Stored(long arrival, LiveEvent event) {}

    /** The newest events of a sort, within a number and a length of text. */
    private static final class Share {
        private final int maxEvents;
        private final long maxCharacters;
        private final Deque<Stored> events = new ArrayDeque<>();
        private long characters;
        private long lastEvicted = -1;

        Share(int maxEvents, long maxCharacters) {
            this.maxEvents = maxEvents;
            this.maxCharacters = maxCharacters;
        }

        void add(Stored stored) {
            events.addLast(stored);
            characters += stored.event().data().length();
            while (events.size() > maxEvents || characters > maxCharacters) {
                Stored oldest = events.removeFirst();
                characters -= oldest.event().data().length();
                // A gap behind it, once noted, stays.
                lastEvicted = Math.max(lastEvicted, oldest.arrival());
            }
        }
    }

    /** Keeps so many lasting and so many fleeting events, and of each at most so much text. */
    public EventBacklog(int maxLasting, int maxFleeting, long maxCharacters) {
        lasting = new Share(maxLasting, maxCharacters);
        fleeting = new Share(maxFleeting, maxCharacters);
    }

    /** Adds the newest event. */
    public void add(LiveEvent event) {
        share(event.kind()).add(new Stored(arrivals++, event));
    }

    /** Notes that events of that kind are missing here: nobody can go on from before to after. */
    public void markGap(LiveEvent.Kind kind) {
        share(kind).lastEvicted = arrivals++;
    }

    /** What the audience has missed since that event, in order; empty when nobody can tell any more. */
    public Optional<List<LiveEvent>> since(EventId lastSeen, Audience audience) {
        Optional<Stored> last = Stream.of(lasting, fleeting)
                .flatMap(share -> share.events.stream())
                .filter(stored -> stored.event().id().equals(lastSeen))
                .findFirst();
        if (last.isEmpty() || isEvicted(last.get().arrival(), audience)) {
            return Optional.empty();
        }
        List<Stored> missed = new ArrayList<>();
        for (Share share : List.of(lasting, fleeting)) {
            for (Stored stored : share.events) {
                if (stored.arrival() > last.get().arrival() && audience.sees(stored.event())) {
                    missed.add(stored);
                }
            }
        }
        missed.sort(Comparator.comparingLong(Stored::arrival));
        return Optional.of(missed.stream().map(Stored::event).toList());
    }

    private boolean isEvicted(long arrival, Audience audience) {
        return lasting.lastEvicted > arrival
                || (fleeting.lastEvicted > arrival && audience.maySee(LiveEvent.Kind.LINK_METRICS));
    }

    private Share share(LiveEvent.Kind kind) {
        return kind.isFleeting() ? fleeting : lasting;
    }
}
