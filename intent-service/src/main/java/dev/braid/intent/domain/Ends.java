package dev.braid.intent.domain;

/** The two ports that a connection joins. */
public record Ends(String aPortId, String zPortId) {
    public Ends {
        if (aPortId.equals(zPortId)) {
            throw new IllegalArgumentException(
                    "A connection cannot join the port '%s' with itself.".formatted(aPortId));
        }
    }
}
