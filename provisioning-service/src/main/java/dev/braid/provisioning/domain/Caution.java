package dev.braid.provisioning.domain;

import dev.braid.provisioning.domain.Command.Verb;
import java.time.Instant;

/**
 * What we would rather not do, although the plans ask for it.
 *
 * @param releasesFrom nobody is asked to let go before that time
 */
public record Caution(Instant releasesFrom) {

    /** No such command before this time. */
    Instant earliest(Verb verb) {
        return switch (verb) {
            case RELEASE -> releasesFrom;
            case RESERVE, ACTIVATE, MODIFY, READ_BACK -> Instant.EPOCH;
        };
    }
}
