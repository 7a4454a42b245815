package dev.braid.lab.agent;

import java.io.Serial;

/** Nobody knows what the kernels hold; asking again later may help. */
final class KernelUnreadable extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    KernelUnreadable(String message) {
        super(message);
    }
}
