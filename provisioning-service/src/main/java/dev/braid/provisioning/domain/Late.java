package dev.braid.provisioning.domain;

import java.time.Instant;

/**
 * A command that may still be on its way to the provider, so that an opposite one must wait until it has expired; or may
 * have taken effect there unseen.
 *
 * @param repeated whether an earlier command of that kind may also have, so that the refusal of this one does not end the
 *     doubt
 */
public record Late(Command.Verb verb, long bandwidthBps, Instant untilTime, boolean repeated) {

    /** An order that was seen at the provider, and at the last look was not. */
    static Late seen(long bandwidthBps, Instant now) {
        return new Late(Command.Verb.RESERVE, bandwidthBps, now, true);
    }

    /** Once the last try has an answer: an earlier one may still be on its way. */
    Late answered() {
        return new Late(verb, bandwidthBps, untilTime, false);
    }

    boolean mayArrive(Command.Verb ofVerb, Instant now) {
        return verb == ofVerb && now.isBefore(untilTime);
    }
}
