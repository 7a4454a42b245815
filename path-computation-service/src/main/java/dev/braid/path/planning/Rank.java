package dev.braid.path.planning;

import dev.braid.path.domain.route.PathRecord;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a connection stands in the order of importance, in words that a page can go on from. */
public record Rank(int setup, int hold, long bandwidthBps, String connectionId) implements Comparable<Rank> {
    private static final Pattern TEXT = Pattern.compile("([0-7]) ([0-7]) ([0-9]{1,18}) ([a-z0-9.-]+)");
    private static final Comparator<Rank> IMPORTANCE = Comparator.comparingInt(Rank::setup)
            .thenComparingInt(Rank::hold)
            .thenComparing(Comparator.comparingLong(Rank::bandwidthBps).reversed())
            .thenComparing(Rank::connectionId);

    static Rank of(PathRecord record) {
        return new Rank(
                record.demand().priority().setup(),
                record.demand().priority().hold(),
                record.demand().bandwidthBps(),
                record.connectionId());
    }

    /**
     * What {@link #toString} says.
     *
     * @throws IllegalArgumentException where it is no rank
     */
    public static Rank parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'%s' is no rank.".formatted(text));
        }
        return new Rank(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Long.parseLong(parts.group(3)),
                parts.group(4));
    }

    @Override
    public int compareTo(Rank other) {
        return IMPORTANCE.compare(this, other);
    }

    @Override
    public String toString() {
        return "%d %d %d %s".formatted(setup, hold, bandwidthBps, connectionId);
    }
}
