package dev.braid.intent.domain;

import java.time.Instant;

/** One line of the ledger: what billing reads as one record. */
public sealed interface UsageEntry {
    /** Counts the lines of a connection from 1, without gaps. */
    long sequence();

    /** When it happened. */
    Instant time();

    /** The interval as it stands after it. */
    UsageInterval interval();

    /** From here on the connection carries traffic. */
    record Started(UsageInterval interval) implements UsageEntry {
        @Override
        public long sequence() {
            return interval.startSequence();
        }

        @Override
        public Instant time() {
            return interval.startTime();
        }
    }

    /** The interval is over. */
    record Ended(UsageInterval interval) implements UsageEntry {
        public Ended {
            if (interval.end().isEmpty()) {
                throw new IllegalArgumentException("The interval %d is open.".formatted(interval.number()));
            }
        }

        @Override
        public long sequence() {
            return interval.end().orElseThrow().sequence();
        }

        @Override
        public Instant time() {
            return interval.end().orElseThrow().time();
        }
    }
}
