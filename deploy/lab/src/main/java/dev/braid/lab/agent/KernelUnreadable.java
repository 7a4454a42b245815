package dev.braid.lab.agent;

import dev.braid.lab.kernel.CommandFailed;
import java.io.Serial;

/** Nobody knows what the kernels hold; asking again later may help. */
final class KernelUnreadable extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    KernelUnreadable(String message) {
        super(message);
    }

    static KernelUnreadable of(String node, CommandFailed why) {
        return new KernelUnreadable("The kernel of %s cannot be read: %s".formatted(node, why.getMessage()));
    }
}
