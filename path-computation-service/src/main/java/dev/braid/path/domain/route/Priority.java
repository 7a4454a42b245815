package dev.braid.path.domain.route;

/**
 * Who goes first where there is not enough for all (RFC 3209): 0 is the most important, 7 the least.
 *
 * @param setup against those that hold bandwidth already
 * @param hold against those that come later; never less important than setup, or two could take turns for ever
 * @param preempt whether it takes the bandwidth of those that hold it less importantly than this is set up
 */
public record Priority(int setup, int hold, boolean preempt) {
    /** Who says nothing: in the middle, taking nothing from anybody. */
    public static final Priority NORMAL = new Priority(4, 4, false);

    private static final int LEAST = 7;

    public Priority {
        if (setup < 0 || setup > LEAST || hold < 0 || hold > setup) {
            throw new IllegalArgumentException(
                    "priority.setup is %d and priority.hold %d: not between 0 and %d, or hold is above setup"
                            .formatted(setup, hold, LEAST));
        }
    }
}
