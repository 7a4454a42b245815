package dev.braid.simulator.sonata;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One product order as the seller keeps it.
 *
 * @param id the seller's own
 * @param externalId the buyer's name for it
 * @param projectId the buyer's name for what belongs together; may be empty
 * @param reference the order at the carrier's desk that it makes, changes or ends: the buyer's name of the first purchase,
 *     or its id where that name was taken
 * @param linkIds what is bought, one item for each link, in the order of the path
 * @param bandwidthBps the committed rate of every item
 * @param requestTime when the buyer wants it done
 * @param expectTime when the seller says it will be looked at and done
 * @param signed whether somebody of the seller has said yes to it
 */
public record Purchase(
        String id,
        String externalId,
        String projectId,
        Action action,
        String reference,
        List<String> linkIds,
        long bandwidthBps,
        Instant orderTime,
        Instant requestTime,
        Instant expectTime,
        boolean signed,
        List<StateChange> changes) {

    public Purchase {
        linkIds = List.copyOf(linkIds);
        changes = List.copyOf(changes);
    }

    /** What is done to the products (MEFProductActionType). */
    public enum Action {
        /** They are installed. */
        ADD("add"),
        /** Their bandwidth is changed. */
        MODIFY("modify"),
        /** They are disconnected. */
        DELETE("delete");

        private final String published;

        Action(String published) {
            this.published = published;
        }

        /** As it is written in the published API. */
        public String published() {
            return published;
        }
    }

    /** A state that was reached, and why. */
    public record StateChange(PurchaseState state, Instant time, String reason) {}

    /** Where it stands. */
    public PurchaseState state() {
        return changes.getLast().state();
    }

    /** Why it stands there, in the seller's words; may be empty. */
    public String reason() {
        return changes.getLast().reason();
    }

    Purchase in(PurchaseState next, Instant now, String reason) {
        List<StateChange> more = new ArrayList<>(changes);
        more.add(new StateChange(next, now, reason));
        return with(requestTime, signed, more);
    }

    Purchase requestedFor(Instant time) {
        return with(time, signed, changes);
    }

    Purchase signedOff() {
        return with(requestTime, true, changes);
    }

    private Purchase with(Instant newRequestTime, boolean nowSigned, List<StateChange> newChanges) {
        return new Purchase(
                id,
                externalId,
                projectId,
                action,
                reference,
                linkIds,
                bandwidthBps,
                orderTime,
                newRequestTime,
                expectTime,
                nowSigned,
                newChanges);
    }
}
