package dev.braid.path.domain.route;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often a connection was moved for its health.
 *
 * @param count ever
 * @param holdDownUntilTime no move for its health before this time, but one off a link that is down
 * @param slow when it left slow links within the last day, oldest first; the newest of them, should they be very many
 * @param failed the same for links that were down
 */
public record MoveHistory(int count, Optional<Instant> holdDownUntilTime, List<Instant> slow, List<Instant> failed) {
    /** Never moved. */
    public static final MoveHistory NONE = new MoveHistory(0, Optional.empty(), List.of(), List.of());

    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final int MOST = 50;

    public MoveHistory {
        slow = List.copyOf(slow);
        failed = List.copyOf(failed);
    }

    /** How many of the remembered moves off links that were down, or else off slow ones, came after that time. */
    public int since(Instant time, boolean failure) {
        return (int) (failure ? failed : slow).stream().filter(time::isBefore).count();
    }

    /** With one more move. */
    public MoveHistory moved(Instant now, boolean failure, Instant holdDownUntil) {
        return new MoveHistory(
                count + 1,
                Optional.of(holdDownUntil),
                remembered(slow, now, !failure),
                remembered(failed, now, failure));
    }

    private static List<Instant> remembered(List<Instant> times, Instant now, boolean again) {
        List<Instant> all = Stream.concat(
                        times.stream().filter(now.minus(REMEMBERED)::isBefore), again ? Stream.of(now) : Stream.empty())
                .toList();
        return all.subList(Math.max(0, all.size() - MOST), all.size());
    }
}
