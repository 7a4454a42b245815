package dev.braid.provisioning.domain;

import dev.braid.provisioning.domain.Command.Verb;
import java.time.Instant;
import java.util.Optional;

/** What is wanted of one leg just now. */
public sealed interface Goal {
    /** The provider shall hold this bandwidth. */
    record Held(long bandwidthBps) implements Goal {}

    /** It shall carry traffic at this bandwidth, seen by a read-back since that revision was wanted. */
    record Carrying(long bandwidthBps, long revision) implements Goal {}

    /** It shall stay as it is, for whoever takes it into use again. */
    record Spared() implements Goal {}

    /** The provider shall hold nothing. */
    record Gone() implements Goal {}

    /** The whole level-triggered rule of a leg: what to ask of its provider, given what is there; empty means rest. */
    default Optional<Verb> verbFor(Leg leg, Instant now) {
        if (leg.sight().frozen().isPresent()) {
            return leg.lookDue(now) ? Optional.of(Verb.READ_BACK) : Optional.empty();
        }
        return Optional.ofNullable(
                switch (this) {
                    case Held(var bps) ->
                        switch (leg.state()) {
                            case PENDING -> Verb.RESERVE;
                            case WAITING -> leg.lookDue(now) ? Verb.READ_BACK : null;
                            case RESERVED, ACTIVE, ASTRAY ->
                                !leg.holds(bps) && !leg.waitsAt(bps)
                                        ? Verb.MODIFY
                                        : leg.lookDue(now) ? Verb.READ_BACK : null;
                            case RELEASING, RELEASED, REFUSED -> null;
                        };
                    case Carrying(var bps, var revision) ->
                        switch (leg.state()) {
                            case PENDING -> Verb.RESERVE;
                            case WAITING -> leg.lookDue(now) ? Verb.READ_BACK : null;
                            case RESERVED -> leg.bandwidthBps() == bps ? Verb.ACTIVATE : Verb.MODIFY;
                            case ACTIVE ->
                                leg.bandwidthBps() != bps || leg.altering()
                                        ? Verb.MODIFY
                                        : leg.seenSince(revision, now) ? null : Verb.READ_BACK;
                            case ASTRAY -> leg.bandwidthBps() != bps || leg.altering() ? Verb.MODIFY : Verb.ACTIVATE;
                            case RELEASING, RELEASED, REFUSED -> null;
                        };
                    case Spared() -> null;
                    case Gone() ->
                        switch (leg.state()) {
                            case PENDING, WAITING, RESERVED, ACTIVE, ASTRAY, RELEASING -> Verb.RELEASE;
                            case RELEASED -> Verb.READ_BACK;
                            case REFUSED -> null;
                        };
                });
    }

    /** When to look again at a leg of which nothing is to be asked now; {@link Instant#MAX} for never. */
    default Instant restsUntil(Leg leg) {
        return switch (this) {
            case Held _, Carrying _ -> leg.state().living() ? leg.auditTime() : Instant.MAX;
            case Spared _, Gone _ -> Instant.MAX;
        };
    }

    /** The bandwidth that the order has once the verb is done. */
    default long targetBps(Verb verb, Leg leg) {
        return switch (this) {
            case Held(var bps) -> verb == Verb.MODIFY ? bps : leg.bandwidthBps();
            case Carrying(var bps, var _) -> verb == Verb.MODIFY ? bps : leg.bandwidthBps();
            case Spared(), Gone() -> leg.bandwidthBps();
        };
    }
}
