package dev.braid.local.command;

import io.grpc.Status;

/** Which failures of a call somebody at a keyboard can do something about. */
final class CallFaults {
    private CallFaults() {}

    static boolean areOfWhoAsks(Status.Code code) {
        return code == Status.Code.NOT_FOUND
                || code == Status.Code.INVALID_ARGUMENT
                || code == Status.Code.FAILED_PRECONDITION;
    }
}
