package dev.braid.path.guard;

import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a move that may be made. Whoever works out the same move, and whenever, gives it the same name; once the
 * connection has another plan, no move of it has that name any more.
 *
 * @param revision of the plan that it leaves
 * @param mark of the plan that it makes: its revision and its links in order
 */
public record MoveId(String connectionId, long revision, String mark) {
    private static final Pattern TEXT = Pattern.compile("([a-z0-9][a-z0-9.-]*)/([0-9]{1,18})/([0-9a-f]{16})");
    private static final int MARK_BYTES = 8;

    /** Of the move of that connection to that path, whose revision it counts for itself. */
    public static MoveId of(PathRecord record, Plan proposed) {
        return new MoveId(
                record.connectionId(),
                record.plan().orElseThrow().revision(),
                mark(record.lastRevision() + 1, proposed));
    }

    /**
     * What {@link #toString} says.
     *
     * @throws IllegalArgumentException where it names nothing
     */
    public static MoveId parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'%s' names no move: CONNECTION/REVISION/MARK, as recommendations are listed.".formatted(text));
        }
        return new MoveId(parts.group(1), Long.parseLong(parts.group(2)), parts.group(3));
    }

    /** Whether the connection has made that move, as far as its record tells. */
    public boolean isMade(PathRecord record) {
        return record.allPlans().stream()
                .filter(plan -> plan.why().cause() == Cause.HEALTH || plan.why().cause() == Cause.LINK_FAILED)
                .anyMatch(plan -> mark(plan.revision(), plan).equals(mark));
    }

    /** Whether the connection may still make it: the plan that it leaves is in force. */
    public boolean isOpen(PathRecord record) {
        return record.plan().filter(plan -> plan.revision() == revision).isPresent();
    }

    private static String mark(long revision, Plan plan) {
        StringBuilder way = new StringBuilder()
                .append(revision)
                .append(' ')
                .append(plan.hops().size());
        for (Hop hop : plan.allHops()) {
            way.append('\n').append(hop.linkId());
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(way.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, MARK_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "%s/%d/%s".formatted(connectionId, revision, mark);
    }
}
