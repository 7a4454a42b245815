package dev.braid.path.engine.recovery;

/**
 * What a connection asks for. Priorities are those of RFC 3209: 0 is the most important and 7 the least, and what is
 * held is never less important than what is asked for.
 *
 * @param sources the nodes of which the path starts at any; sorted, not to be changed, best shared by many
 * @param targets the nodes of which it ends at any, likewise
 * @param setupPriority how important it is that it gets bandwidth
 * @param holdPriority how important it is that it keeps bandwidth
 * @param rank of two that are equal otherwise, the lower one comes first
 */
public record ConnectionRequest(
        int[] sources,
        int[] targets,
        long bandwidthBps,
        int setupPriority,
        int holdPriority,
        long rank,
        PathTerms terms) {
    /** The least important priority. */
    public static final int LEAST_IMPORTANT = 7;

    public ConnectionRequest {
        if (bandwidthBps < 0) {
            throw new IllegalArgumentException("bandwidthBps is %d, less than 0".formatted(bandwidthBps));
        }
        if (setupPriority < 0 || setupPriority > LEAST_IMPORTANT) {
            throw new IllegalArgumentException(
                    "setupPriority is %d, not between 0 and %d".formatted(setupPriority, LEAST_IMPORTANT));
        }
        if (holdPriority < 0 || holdPriority > setupPriority) {
            throw new IllegalArgumentException("holdPriority is %d, not between 0 and setupPriority, which is %d"
                    .formatted(holdPriority, setupPriority));
        }
    }
}
