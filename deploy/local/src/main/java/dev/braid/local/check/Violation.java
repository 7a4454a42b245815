package dev.braid.local.check;

/** Something that must always hold and does not. */
public record Violation(String invariant, String detail) {
    @Override
    public String toString() {
        return invariant + ": " + detail;
    }
}
