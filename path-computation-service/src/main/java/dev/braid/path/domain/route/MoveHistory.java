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
 * @param times of the last day, oldest first; the newest of them, should they be very many
 */
public record MoveHistory(int count, Optional<Instant> holdDownUntilTime, List<Instant> times) {
    /** Never moved. */
    public static final MoveHistory NONE = new MoveHistory(0, Optional.empty(), List.of());

    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final int MOST = 50;

    public MoveHistory {
        times = List.copyOf(times);
    }

    /** How many of the remembered moves came after that time. */
    public int since(Instant time) {
        return (int) times.stream().filter(move -> move.isAfter(time)).count();
    }

    /** With one more move. */
    public MoveHistory moved(Instant now, Instant holdDownUntil) {
        List<Instant> all = Stream.concat(times.stream().filter(now.minus(REMEMBERED)::isBefore), Stream.of(now))
                .toList();
        return new MoveHistory(
                count + 1, Optional.of(holdDownUntil), all.subList(Math.max(0, all.size() - MOST), all.size()));
    }
}
