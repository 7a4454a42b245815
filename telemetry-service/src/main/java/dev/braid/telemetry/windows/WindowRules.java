package dev.braid.telemetry.windows;

/**
 * How samples become windows of one second.
 *
 * @param graceUs how long after its end a window still takes samples, by the clock of the samples
 * @param downAfter so many windows in a row without one packet mean that the link is down
 * @param mostSamples what one window of one link holds
 * @param mostLinks how many links are measured at once
 */
public record WindowRules(long graceUs, int downAfter, int mostSamples, int mostLinks) {
    /** Windows start at whole seconds of the epoch, so that those of all links and replicas lie alike. */
    public static final long LENGTH_US = 1_000_000;

    public WindowRules {
        if (graceUs < 0 || downAfter < 1 || mostSamples < 1 || mostLinks < 1) {
            throw new IllegalArgumentException(
                    "The bounds (grace %d us, down after %d windows, %d samples, %d links) must be above zero (grace may be zero)."
                            .formatted(graceUs, downAfter, mostSamples, mostLinks));
        }
    }
}
