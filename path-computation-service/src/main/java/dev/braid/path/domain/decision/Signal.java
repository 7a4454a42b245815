package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.Demand;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What the other services report. */
public sealed interface Signal {
    /** A generation of an intent wants these connections: all or none. */
    record IntentRequested(String intentKey, String tenantId, long generation, List<RequestedConnection> connections)
            implements Signal {
        public IntentRequested {
            connections = List.copyOf(connections);
        }
    }

    /** One connection and what it asks. */
    record RequestedConnection(String connectionId, Demand demand) {}

    /** A generation of an intent wants nothing any more. */
    record IntentTerminated(String intentKey, long generation) implements Signal {}

    /**
     * What came of a plan.
     *
     * @param revision of a release the newest that the connection had ever had when provisioning began it
     */
    record ProvisioningReport(String connectionId, long revision, long sequence, Outcome outcome) implements Signal {}

    /** What may come of a plan. */
    sealed interface Outcome {
        /** It carries traffic. */
        record Activated() implements Outcome {}

        /**
         * A provider refused these links, and what carried traffic before still does; or it lost them in the soak.
         *
         * @param returnedRevision the plan before, whose legs were still held and carry the traffic again; 0 where the
         *     plan that failed never carried any
         */
        record Failed(String providerId, List<String> linkIds, String reason, long returnedRevision)
                implements Outcome {
            public Failed {
                linkIds = List.copyOf(linkIds);
            }

            /** It never carried traffic. */
            public Failed(String providerId, List<String> linkIds, String reason) {
                this(providerId, linkIds, reason, 0);
            }
        }

        /** No leg of an older plan is held any more. */
        record OldLegsReleased() implements Outcome {}

        /**
         * Nothing is held any more of plans that never carried traffic, or not any more, while a newer one is on its way.
         *
         * @param heldRevisions of the plans up to the revision of the report only these are held
         */
        record UnusedPlansReleased(Set<Long> heldRevisions) implements Outcome {
            public UnusedPlansReleased {
                heldRevisions = Set.copyOf(heldRevisions);
            }
        }

        /** No leg is held any more. */
        record Released() implements Outcome {}

        /** A provider held something else; provisioning repairs it. */
        record DriftFound() implements Outcome {}

        /** Its providers wait for somebody else than before, or for nobody any more. */
        record WaitingChanged() implements Outcome {}
    }

    /**
     * A judgement of one connection's promises.
     *
     * @param breached whether what was measured last breaks one: trouble lasts longer than its cause
     */
    record HealthJudged(
            String connectionId,
            long revision,
            Instant judgeTime,
            HealthState state,
            boolean breached,
            long measuredLatencyUs,
            List<LinkMeasure> evidence)
            implements Signal {
        public HealthJudged {
            evidence = List.copyOf(evidence);
        }
    }

    /** Whether promises are kept. */
    enum HealthState {
        MET,
        AT_RISK,
        BROKEN,
        UNKNOWN
    }
}
