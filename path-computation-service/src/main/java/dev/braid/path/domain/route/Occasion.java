package dev.braid.path.domain.route;

import java.util.List;

/**
 * Why a path is looked for: what made path computation act, what the path before measured, and which links are to
 * blame.
 *
 * @param lead what to tell people first, ending with a space, or empty
 */
public record Occasion(Cause cause, long previousLatencyUs, List<String> blamedLinkIds, String lead) {
    public Occasion {
        blamedLinkIds = List.copyOf(blamedLinkIds);
    }

    /** An occasion without a path before. */
    public static Occasion of(Cause cause) {
        return new Occasion(cause, 0, List.of(), "");
    }
}
