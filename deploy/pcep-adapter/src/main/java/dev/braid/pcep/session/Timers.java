package dev.braid.pcep.session;

import java.time.Duration;

/**
 * The waits of a session.
 *
 * @param keepalive the longest that we are silent
 * @param dead after so much silence a router may give us up
 * @param open how long a session may take to begin
 * @param answer after this a command counts as not answered
 */
public record Timers(Duration keepalive, Duration dead, Duration open, Duration answer) {
    private static final Duration LONGEST = Duration.ofSeconds(255);

    public Timers {
        check("keepalive", keepalive);
        check("dead", dead);
        check("open", open);
        check("answer", answer);
        if (dead.compareTo(keepalive) <= 0) {
            throw new IllegalArgumentException(
                    "The dead timer (%s) must be longer than the keepalive timer (%s).".formatted(dead, keepalive));
        }
    }

    private static void check(String name, Duration timer) {
        if (!timer.isPositive() || timer.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "The %s timer (%s) must be longer than nothing and at most %s.".formatted(name, timer, LONGEST));
        }
    }
}
