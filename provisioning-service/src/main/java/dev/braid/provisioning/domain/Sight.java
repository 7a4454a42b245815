package dev.braid.provisioning.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * How a leg's order stands, as far as we have seen.
 *
 * @param bandwidthBps what the provider holds, or is asked to hold while the leg is pending
 * @param verifiedRevision the highest revision known when the leg was last seen in service; 0 after any change
 * @param providerState in the provider's words
 * @param providerOrderId the provider's own number
 * @param pendingOn whom the order, or the last change of it, waits for
 * @param frozen what is seen instead of all this, where that is left as it is
 */
public record Sight(
        LegState state,
        long bandwidthBps,
        long verifiedRevision,
        String providerState,
        String providerOrderId,
        Optional<PendingOn> pendingOn,
        Optional<Frozen> frozen) {

    /** One that is not frozen. */
    public Sight(
            LegState state,
            long bandwidthBps,
            long verifiedRevision,
            String providerState,
            String providerOrderId,
            Optional<PendingOn> pendingOn) {
        this(state, bandwidthBps, verifiedRevision, providerState, providerOrderId, pendingOn, Optional.empty());
    }

    private static final long SEEN_CARRYING = 1;

    static final String NO_ORDER = "no order";

    static Sight pending(long bandwidthBps) {
        return new Sight(LegState.PENDING, bandwidthBps, 0, "", "", Optional.empty());
    }

    Sight in(LegState next) {
        return new Sight(next, bandwidthBps, 0, providerState, providerOrderId, Optional.empty());
    }

    Sight verified(long revision) {
        return new Sight(state, bandwidthBps, revision, providerState, providerOrderId, pendingOn);
    }

    /** In service, and to be activated again before it counts as in use. */
    Sight spared() {
        return new Sight(LegState.RESERVED, bandwidthBps, SEEN_CARRYING, providerState, providerOrderId, pendingOn);
    }

    boolean isSpared() {
        return state == LegState.RESERVED && verifiedRevision == SEEN_CARRYING;
    }

    /** The same for us, although the provider holds something else, or nothing. */
    Sight frozen(Optional<Order> found, Instant now) {
        Sight seen = found.map(this::of).orElseGet(() -> in(LegState.RELEASED));
        long seenBps = seen.state == LegState.RELEASED ? 0 : seen.bandwidthBps;
        Instant since = frozen.map(Frozen::sinceTime).orElse(now);
        return new Sight(
                state,
                bandwidthBps,
                verifiedRevision,
                seen.providerState,
                seen.providerOrderId,
                pendingOn,
                Optional.of(new Frozen(since, seen.state, seenBps)));
    }

    /** The same for us, while the provider waits for somebody. */
    Sight waitingAs(Order order) {
        return new Sight(state, bandwidthBps, 0, order.providerState(), order.orderId(), order.pendingOn());
    }

    Sight of(Order order) {
        LegState seen =
                switch (order.standing()) {
                    case PENDING -> LegState.WAITING;
                    case HELD -> LegState.RESERVED;
                    case IN_SERVICE -> order.astray().isPresent() ? LegState.ASTRAY : LegState.ACTIVE;
                    case CEASED -> LegState.RELEASED;
                };
        long bps = seen == LegState.RELEASED ? bandwidthBps : order.bandwidthBps();
        return new Sight(seen, bps, 0, order.providerState(), order.orderId(), order.pendingOn());
    }

    /** That something else than this was found, for people. */
    public String unlike(String found) {
        return "Wanted %s, found %s".formatted(this, found);
    }

    @Override
    public String toString() {
        return switch (state) {
            case RELEASED -> NO_ORDER;
            case ASTRAY -> "%s at %d bit/s".formatted(LegState.ACTIVE, bandwidthBps);
            case PENDING, WAITING, RESERVED, ACTIVE, RELEASING, REFUSED ->
                "%s at %d bit/s".formatted(state, bandwidthBps);
        };
    }
}
