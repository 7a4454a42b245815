package dev.braid.path.guard;

/** What people let automatic moves do now. */
public sealed interface Permission {
    /**
     * Nothing, for nobody.
     *
     * @param reason in words for an operator: who stopped them, when and why
     */
    record Stopped(String reason) implements Permission {}

    /** As much as the mode says. */
    record Within(Mode mode) implements Permission {}
}
