package dev.braid.pcep.wire;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;

/** One PCEP message, as far as an active stateful PCE and its routers need it. */
public sealed interface Message {
    /**
     * Offers a session (RFC 5440, section 7.3).
     *
     * @param keepaliveSeconds the longest that its sender is silent; 0 for ever
     * @param deadSeconds after so much silence its sender counts as gone; 0 for never
     * @param updates LSPs may be delegated and changed (RFC 8231)
     * @param initiates LSPs may be asked for (RFC 8281)
     * @param routesSegments paths of segments can be set up (RFC 8408, RFC 8664)
     */
    record Open(
            int keepaliveSeconds,
            int deadSeconds,
            int sessionId,
            boolean updates,
            boolean initiates,
            boolean routesSegments)
            implements Message {}

    /** Says that its sender lives, and accepts an Open. */
    record Keepalive() implements Message {}

    /** Ends the session (RFC 5440, section 7.17). */
    record Close(int reason) implements Message {
        /** The peer has been silent too long. */
        public static final int DEAD_TIMER = 2;
        /** What came could not be read. */
        public static final int MALFORMED = 3;
        /** Nothing of these. */
        public static final int NO_EXPLANATION = 1;
    }

    /** Says no (RFC 5440, section 7.15); {@code srpIds} name the commands that are meant, and may be empty. */
    record Failed(List<Cause> causes, List<Long> srpIds) implements Message {
        public Failed {
            causes = List.copyOf(causes);
            srpIds = List.copyOf(srpIds);
        }
    }

    /** Says how LSPs stand (PCRpt, RFC 8231). */
    record Reports(List<Report> reports) implements Message {
        public Reports {
            reports = List.copyOf(reports);
        }
    }

    /** Asks for a new LSP (PCInitiate, RFC 8281, section 5.3). */
    record Initiate(long srpId, Planned planned) implements Message {}

    /** Changes an LSP (PCUpd, RFC 8231, section 6.2). */
    record Update(long srpId, int plspId, List<Hop> route, float bytesPerSecond) implements Message {
        public Update {
            route = List.copyOf(route);
        }
    }

    /** Takes an LSP away (PCInitiate with the R flag, RFC 8281, section 5.4). */
    record Remove(long srpId, int plspId) implements Message {}

    /** A message that is not used here, by its type. */
    record Unread(int type) implements Message {}

    /** Why a peer says no; the numbers stand in IANA's registry of PCEP errors. */
    record Cause(int type, int value) {
        /** A session cannot be had so. */
        public static final Cause UNACCEPTABLE_SESSION = new Cause(1, 3);
        /** An Open was expected. */
        public static final Cause NOT_AN_OPEN = new Cause(1, 1);
        /** There is a session already. */
        public static final Cause SECOND_SESSION = new Cause(9, 1);
        /** The router has no LSP with that number (RFC 8281, section 5.4). */
        public static final Cause UNKNOWN_LSP = new Cause(19, 3);

        @Override
        public String toString() {
            return "PCErr %d/%d".formatted(type, value);
        }
    }

    /**
     * What a router says of one LSP.
     *
     * @param srpId the command that is answered; 0 when none is
     * @param bytesPerSecond absent when the router does not say
     */
    record Report(long srpId, Lsp lsp, List<Hop> route, Optional<Float> bytesPerSecond) {
        public Report {
            route = List.copyOf(route);
        }
    }

    /**
     * A new LSP.
     *
     * @param color which traffic it is for: the colour of the policy (RFC 9256), in the vendor object that routers take
     */
    record Planned(String name, Inet4Address from, Inet4Address to, List<Hop> route, float bytesPerSecond, int color) {
        public Planned {
            route = List.copyOf(route);
        }
    }
}
