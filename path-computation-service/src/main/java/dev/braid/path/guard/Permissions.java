package dev.braid.path.guard;

import java.util.List;
import java.util.Optional;

/** Knows at any moment what automatic moves may do; is asked before each of them, and answers at once. */
@FunctionalInterface
public interface Permissions {
    /** What the moves of that tenant's connections may do. What is not known counts as stopped. */
    Permission of(String tenantId);

    /** What an operator said last of a move of that connection, if it is not spent. */
    default Optional<Word> word(String connectionId) {
        return Optional.empty();
    }

    /** The approvals that are not spent, whether they still count or not. */
    default List<Word.Approved> approvals() {
        return List.of();
    }
}
