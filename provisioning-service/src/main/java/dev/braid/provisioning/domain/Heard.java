package dev.braid.provisioning.domain;

import java.util.Optional;

/** What an answer made of a leg. */
sealed interface Heard {
    /** The leg goes on; the drift says what was there instead of what we believed. */
    record Kept(Leg leg, Optional<String> drift) implements Heard {
        Kept(Leg leg) {
            this(leg, Optional.empty());
        }
    }

    /** The provider said no, at once or after it had waited for somebody; the leg as it is seen since. */
    record Refused(Leg leg, String reason) implements Heard {}

    /** Seen to be over. */
    record Over() implements Heard {}
}
