package dev.braid.path.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an operator said of a move that was recommended. */
public sealed interface Word {
    /** Clocks of replicas differ by so much at most. */
    Duration CLOCK_SKEW = Duration.ofSeconds(5);

    /** Of which move. */
    MoveId move();

    /** Whose connection. */
    String tenantId();

    /** Who said it. */
    String by();

    /** When. */
    Instant time();

    /** It does not count from this time on. */
    Instant expireTime();

    /** Whether it counts: it is said, and not too long ago. */
    default boolean counts(Instant now) {
        return now.isBefore(expireTime()) && !time().isAfter(now.plus(CLOCK_SKEW));
    }

    /** Itself, where it is an approval. */
    default Optional<Approved> approval() {
        return switch (this) {
            case Approved approved -> Optional.of(approved);
            case Declined _ -> Optional.empty();
        };
    }

    /** Itself, where it is the opposite. */
    default Optional<Declined> refusal() {
        return switch (this) {
            case Declined declined -> Optional.of(declined);
            case Approved _ -> Optional.empty();
        };
    }

    /** It shall be made, if all guard rails let it pass. */
    record Approved(MoveId move, String tenantId, String by, Instant time, Instant expireTime) implements Word {
        public Approved {
            requireOrder(time, expireTime);
        }
    }

    /** It shall not be made. */
    record Declined(MoveId move, String tenantId, String by, Instant time, Instant expireTime, String reason)
            implements Word {
        public Declined {
            requireOrder(time, expireTime);
        }
    }

    private static void requireOrder(Instant time, Instant expireTime) {
        if (!expireTime.isAfter(time)) {
            throw new IllegalArgumentException(
                    "expire_time (%s) must be after say_time (%s).".formatted(expireTime, time));
        }
    }
}
