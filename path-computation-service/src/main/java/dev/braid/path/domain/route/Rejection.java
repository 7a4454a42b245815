package dev.braid.path.domain.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why there is no plan, and what would be possible instead.
 *
 * @param conflictingFields fields of the demand that cannot be had together, as few as possible: without any one of them
 *     the others of them can
 * @param waysOut one for each field that is enough if it gives way alone
 */
public record Rejection(
        long generation,
        Binding binding,
        String message,
        Optional<NearestOffer> nearestOffer,
        List<String> conflictingFields,
        List<WayOut> waysOut) {
    public Rejection {
        conflictingFields = List.copyOf(conflictingFields);
        waysOut = List.copyOf(waysOut);
    }

    /** One that no field of the demand is to blame for. */
    public Rejection(long generation, Binding binding, String message, Optional<NearestOffer> nearestOffer) {
        this(generation, binding, message, nearestOffer, List.of(), List.of());
    }

    /** The same for another generation of the intent. */
    public Rejection of(long otherGeneration) {
        return new Rejection(otherGeneration, binding, message, nearestOffer, conflictingFields, waysOut);
    }

    /** The same where one more field is enough if it gives way alone. */
    Rejection orElse(WayOut other) {
        List<String> fields = new ArrayList<>(conflictingFields);
        fields.add(other.field());
        List<WayOut> ways = new ArrayList<>(waysOut);
        ways.add(other);
        return new Rejection(generation, binding, message, nearestOffer, fields, ways);
    }

    /** A window that came too late. */
    public static Rejection windowOver(Window window, Instant now) {
        return new Rejection(
                0,
                Binding.WINDOW,
                "The window ended at %s; it is %s now."
                        .formatted(window.occurrences().getLast().end(), now),
                Optional.empty(),
                List.of("window"),
                List.of());
    }

    /** A connection cannot be had because another one of its intent cannot. */
    public static Rejection sibling(long generation, String otherConnectionId) {
        return new Rejection(
                generation,
                Binding.SIBLING,
                "Connection %s of the same intent has no path, and all are admitted or none."
                        .formatted(otherConnectionId),
                Optional.empty());
    }
}
