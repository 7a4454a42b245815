package dev.braid.provisioning.domain;

import java.time.Instant;

/**
 * A command that may still be on its way to the provider, so that an opposite one must wait until it has expired.
 *
 * @param repeated whether an earlier try of the same command is also without an answer, so that the answer to this one
 *     does not end the doubt
 */
public record Late(Command.Verb verb, long bandwidthBps, Instant untilTime, boolean repeated) {

    boolean mayArrive(Command.Verb ofVerb, Instant now) {
        return verb == ofVerb && now.isBefore(untilTime);
    }
}
