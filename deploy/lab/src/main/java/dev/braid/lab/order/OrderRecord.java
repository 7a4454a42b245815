package dev.braid.lab.order;

import java.util.List;

/** What the agent keeps of an order; all of it that the kernel cannot say. */
public record OrderRecord(
        String reference,
        int number,
        List<String> linkIds,
        long bandwidthBps,
        End a,
        End z,
        long revision,
        long epoch,
        Phase phase,
        Activation activation,
        long ceasedMillis) {
    /** How far it has come. */
    public enum Phase {
        HELD,
        ACTIVE,
        CEASED,
        /** Nothing of it came to be: it is as if nobody had asked. */
        UNDONE
    }

    /** When it was activated, counted over all orders, and for which plan; the last of several at a port has it. */
    public record Activation(long sequence, long revision, long epoch) {
        public static final Activation NEVER = new Activation(0, 0, 0);
    }

    public OrderRecord {
        linkIds = List.copyOf(linkIds);
    }

    public boolean living() {
        return phase == Phase.HELD || phase == Phase.ACTIVE;
    }

    public boolean active() {
        return phase == Phase.ACTIVE;
    }

    /** The newest terms that were taken. */
    public OrderRecord under(long newRevision, long newEpoch) {
        return new OrderRecord(
                reference, number, linkIds, bandwidthBps, a, z, newRevision, newEpoch, phase, activation, ceasedMillis);
    }

    public OrderRecord activated(long sequence) {
        Activation now = new Activation(sequence, revision, epoch);
        return new OrderRecord(
                reference, number, linkIds, bandwidthBps, a, z, revision, epoch, Phase.ACTIVE, now, ceasedMillis);
    }

    public OrderRecord withBandwidth(long bps) {
        return new OrderRecord(reference, number, linkIds, bps, a, z, revision, epoch, phase, activation, ceasedMillis);
    }

    public OrderRecord ceased(long millis) {
        return new OrderRecord(
                reference, number, linkIds, bandwidthBps, a, z, revision, epoch, Phase.CEASED, activation, millis);
    }

    public OrderRecord undone() {
        return new OrderRecord(
                reference, number, linkIds, bandwidthBps, a, z, revision, epoch, Phase.UNDONE, activation, 0);
    }

    /** Whether it was activated for the plan that it is under now. */
    public boolean activatedForThisPlan() {
        return active() && activation.revision() == revision && activation.epoch() == epoch;
    }
}
