package dev.braid.pcep.session;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The symbolic path name (RFC 8231, section 7.3.2) of an order's LSPs: the order's reference, with one mark more where it
 * would have a length that kills routers. FRR (seen in 8.4.4) copies a name and a zero behind it into a piece of the heap
 * that has room for the name alone; where the piece has no spare octets, at 24, 40 and 56, pathd dies, and all LSPs with it.
 */
public final class PathName {
    private static final char MARK = '~';
    private static final int STEP = 16;
    private static final int DEADLY = 8;

    private PathName() {}

    /** The name for an order; no two orders have the same. */
    public static String of(String reference) {
        return marked(reference) ? reference + MARK : reference;
    }

    /** Why no LSP can bear the order's name, if so: it is too long, or one mark more brings it to the next such length. */
    public static Optional<String> unfit(String reference, int longestOctets) {
        int octets = of(reference).getBytes(StandardCharsets.UTF_8).length;
        if (octets > longestOctets) {
            return Optional.of("The name of its LSPs has %d octets; routers keep names of %d at most."
                    .formatted(octets, longestOctets));
        }
        return kills(octets)
                ? Optional.of("The name of its LSPs has %d octets, a length that routers die of.".formatted(octets))
                : Optional.empty();
    }

    private static boolean kills(int octets) {
        return octets % STEP == DEADLY && octets > DEADLY;
    }

    /** The order that has the name. */
    public static String reference(String name) {
        String before = name.substring(0, Math.max(0, name.length() - 1));
        return name.endsWith(String.valueOf(MARK)) && marked(before) ? before : name;
    }

    /** What ends with marks already gets one more where it would without some of them: so each name can be told apart. */
    private static boolean marked(String reference) {
        int octets = reference.getBytes(StandardCharsets.UTF_8).length;
        for (int at = reference.length() - 1; ; at--, octets--) {
            if (kills(octets)) {
                return true;
            }
            if (at < 0 || reference.charAt(at) != MARK) {
                return false;
            }
        }
    }
}
