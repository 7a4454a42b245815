package dev.braid.path.guard;

/** Knows at any moment what automatic moves may do; is asked before each of them, and answers at once. */
@FunctionalInterface
public interface Permissions {
    /** What the moves of that tenant's connections may do. What is not known counts as stopped. */
    Permission of(String tenantId);
}
