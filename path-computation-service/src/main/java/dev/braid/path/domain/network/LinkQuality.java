package dev.braid.path.domain.network;

/** What a link does to the packets that it carries: jitter in microseconds, and the share that is lost, 0 to 1. */
public record LinkQuality(long jitterUs, double lossRatio) {
    /** Every packet arrives, and in its time. */
    public static final LinkQuality FLAWLESS = new LinkQuality(0, 0);

    public LinkQuality {
        if (jitterUs < 0) {
            throw new IllegalArgumentException("The jitter is %d us, below 0.".formatted(jitterUs));
        }
        if (!(lossRatio >= 0 && lossRatio <= 1)) {
            throw new IllegalArgumentException("The loss is %s, not between 0 and 1.".formatted(lossRatio));
        }
    }

    /** The worse of the two in each. */
    public LinkQuality worst(LinkQuality other) {
        return new LinkQuality(Math.max(jitterUs, other.jitterUs), Math.max(lossRatio, other.lossRatio));
    }
}
