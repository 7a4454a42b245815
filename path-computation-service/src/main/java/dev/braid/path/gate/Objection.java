package dev.braid.path.gate;

import java.util.Locale;

/** What speaks against a move, in words. */
public record Objection(Check check, String reason) {
    static Objection of(Check check, String reason, Object... figures) {
        return new Objection(check, String.format(Locale.ROOT, reason, figures));
    }
}
