package dev.braid.lab.agent;

import java.io.Serial;

/** The carrier has no order of that name: the one failure that may be told as such, as callers draw conclusions from it. */
final class OrderUnknown extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    OrderUnknown(String carrierId, String reference) {
        super("%s knows no order %s.".formatted(carrierId, reference));
    }
}
