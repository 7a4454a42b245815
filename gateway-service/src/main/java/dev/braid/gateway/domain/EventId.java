package dev.braid.gateway.domain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an event stands on its topic: what a reader who comes back names as the last one seen. */
public record EventId(String topic, int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("([a-z0-9.-]{1,100})-([0-9]{1,6})-([0-9]{1,18})");

    /** Reads the form of {@link #toString}; empty when it is another. */
    public static Optional<EventId> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new EventId(
                        matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset;
    }
}
