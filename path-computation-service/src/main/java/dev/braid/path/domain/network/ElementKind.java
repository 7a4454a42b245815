package dev.braid.path.domain.network;

/** The kinds of elements, in the order in which they may name one another. */
public enum ElementKind {
    PROVIDER("provider"),
    METRO("metro"),
    RISK_GROUP("risk-group"),
    LOCATION("location"),
    NODE("node"),
    LINK("link");

    private final String word;

    ElementKind(String word) {
        this.word = word;
    }

    /** The word for people and in keys. */
    public String word() {
        return word;
    }
}
