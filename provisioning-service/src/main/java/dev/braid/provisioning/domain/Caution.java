package dev.braid.provisioning.domain;

import dev.braid.provisioning.domain.Command.Verb;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * What we would rather not do, although the plans ask for it.
 *
 * @param releasesFrom nobody is asked to let go before that time
 * @param seenFrom no order that was last seen before that time is changed without another look
 * @param freezes the providers, by id, at which a change that is not ours is left as it is
 */
public record Caution(Instant releasesFrom, Instant seenFrom, Predicate<String> freezes) {

    boolean holdsBack(Verb verb, Instant now) {
        return switch (verb) {
            case RELEASE -> now.isBefore(releasesFrom);
            case RESERVE, ACTIVATE, MODIFY, READ_BACK -> false;
        };
    }

    /**
     * What we know of an order from before may not hold any more. One that is not known to be there cannot be seen; and
     * whoever does not say how an order stands is asked to let it go all the same, in the end.
     */
    boolean looksFirst(Leg leg, Verb verb) {
        boolean changes =
                switch (verb) {
                    case ACTIVATE, MODIFY -> true;
                    case RELEASE -> !leg.resists();
                    case RESERVE, READ_BACK -> false;
                };
        boolean held =
                switch (leg.state()) {
                    case WAITING, RESERVED, ACTIVE, ASTRAY -> true;
                    case PENDING, RELEASING, RELEASED, REFUSED -> false;
                };
        return changes && held && leg.seenTime().isBefore(seenFrom);
    }

    boolean freezes(Leg leg) {
        return freezes.test(leg.route().providerId());
    }
}
