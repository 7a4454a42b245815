package dev.braid.adapter.server;

import dev.braid.adapter.Reason;
import dev.braid.api.adapter.v1.CommandTerms;

/**
 * The newest terms that were taken for an order.
 *
 * @param revision 0 where every command of that epoch was refused
 */
record Taken(long revision, long epoch, long timeSeconds) {

    /** Of two epochs the later one decides; revisions count within one epoch. */
    void admit(CommandTerms terms) throws Refused {
        if (terms.getEpoch() < epoch) {
            throw new Refused(
                    Reason.STALE_EPOCH,
                    "Epoch %d of order '%s' was taken; %d is older."
                            .formatted(epoch, terms.getReference(), terms.getEpoch()));
        }
        if (terms.getEpoch() == epoch && terms.getRevision() < revision) {
            throw new Refused(
                    Reason.STALE_REVISION,
                    "Revision %d of order '%s' was taken; %d is older."
                            .formatted(revision, terms.getReference(), terms.getRevision()));
        }
    }

    boolean covers(CommandTerms terms) {
        return terms.getEpoch() == epoch && terms.getRevision() == revision;
    }
}
