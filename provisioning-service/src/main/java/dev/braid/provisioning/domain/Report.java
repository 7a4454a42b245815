package dev.braid.provisioning.domain;

import java.util.List;
import java.util.SortedSet;

/** What others must hear about a connection, in the order in which it happened. */
public sealed interface Report {
    /** The intent's generation that the plan answers. */
    long generation();

    /** The plan. */
    long revision();

    /** The plan carries traffic; 0 as the previous revision where none did. */
    record Activated(Plan plan, long previousRevision) implements Report {
        @Override
        public long generation() {
            return plan.generation();
        }

        @Override
        public long revision() {
            return plan.revision();
        }
    }

    /**
     * A provider said no, and what carried traffic before still does; or a leg was lost in the soak, and it is taken into
     * use again.
     *
     * @param returnedRevision the plan that is taken into use again; 0 where what carries traffic did not change
     */
    record Failed(long generation, long revision, Route route, String reason, long returnedRevision) implements Report {
        /** The plan never carried traffic. */
        Failed(Plan plan, Route route, String reason) {
            this(plan.generation(), plan.revision(), route, reason, 0);
        }
    }

    /** Nothing but this plan is held any more. */
    record OldLegsReleased(long generation, long revision) implements Report {}

    /**
     * Plans that did not come to carry traffic hold nothing any more, nor one that had to go back to another: of those up to
     * the revision only these do.
     */
    record UnusedPlansReleased(long generation, long revision, SortedSet<Long> heldRevisions) implements Report {}

    /** Nothing is held any more. */
    record Released(long generation, long revision) implements Report {}

    /**
     * A provider held something else than we wanted.
     *
     * @param frozen whether it is left as it is; else the repair has begun
     */
    record DriftFound(
            long generation, long revision, String legId, String providerId, String difference, boolean frozen)
            implements Report {}

    /** From now on the connection waits on these; on nobody where there are none. */
    record WaitingChanged(long generation, long revision, List<Waiting> legs) implements Report {
        public WaitingChanged {
            legs = List.copyOf(legs);
        }
    }
}
