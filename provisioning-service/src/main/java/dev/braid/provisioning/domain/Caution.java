package dev.braid.provisioning.domain;

import dev.braid.provisioning.domain.Command.Verb;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * What we would rather not do, although the plans ask for it.
 *
 * @param releasesFrom nobody is asked to let go before that time
 * @param freezes the providers, by id, at which a change that is not ours is left as it is
 */
public record Caution(Instant releasesFrom, Predicate<String> freezes) {

    boolean holdsBack(Verb verb, Instant now) {
        return switch (verb) {
            case RELEASE -> now.isBefore(releasesFrom);
            case RESERVE, ACTIVATE, MODIFY, READ_BACK -> false;
        };
    }

    boolean freezes(Leg leg) {
        return freezes.test(leg.route().providerId());
    }
}
