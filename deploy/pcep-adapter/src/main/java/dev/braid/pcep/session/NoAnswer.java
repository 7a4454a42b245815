package dev.braid.pcep.session;

import java.io.IOException;

/** A router is not there, or has not answered: nobody knows what it holds. */
public final class NoAnswer extends IOException {
    private static final long serialVersionUID = 1L;

    NoAnswer(String message) {
        super(message);
    }
}
