package dev.braid.netconf.order;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was ordered, apart from how it stands. RFC 9182 has no place for the links that an order shall take, so they stand
 * in the description of the service, and the exits with them: what one device lost can be told from the other.
 */
public record Leg(List<String> linkIds, Exit a, Exit z) {
    /** What ids may be made of, so that they can stand in a description. */
    public static final Pattern ID = Pattern.compile("[A-Za-z0-9._:/+-]{1,128}");

    private static final Pattern TEXT = Pattern.compile("links=(\\S+) a=(\\S+)@(\\d{1,4}) z=(\\S+)@(\\d{1,4})");

    public Leg {
        linkIds = List.copyOf(linkIds);
    }

    String text() {
        return "links=%s a=%s@%d z=%s@%d"
                .formatted(String.join(",", linkIds), a.interconnectId(), a.vlanId(), z.interconnectId(), z.vlanId());
    }

    static Optional<Leg> read(String text) {
        Matcher found = TEXT.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Leg(
                List.of(found.group(1).split(",", -1)),
                new Exit(found.group(2), Integer.parseInt(found.group(3))),
                new Exit(found.group(4), Integer.parseInt(found.group(5)))));
    }
}
