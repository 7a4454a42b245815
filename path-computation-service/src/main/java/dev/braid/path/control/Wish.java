package dev.braid.path.control;

import dev.braid.path.guard.Mode;
import java.util.Optional;

/** What takes two people. */
public sealed interface Wish {
    /** The stop ends. */
    record Release() implements Wish {}

    /** The mode of one tenant, or of all, becomes less strict. */
    record Loosen(Optional<String> tenantId, Mode mode) implements Wish {}
}
