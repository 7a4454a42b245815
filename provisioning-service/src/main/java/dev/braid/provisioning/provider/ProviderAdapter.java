package dev.braid.provisioning.provider;

import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Order;
import dev.braid.provisioning.domain.Outage;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;

/**
 * The plug that speaks one provider's API. Every command can be repeated; the leg id is the client reference. An adapter
 * never fails: what it cannot tell for sure is {@link Answer.Unknown}, never a refusal.
 */
public interface ProviderAdapter {
    /** The name of the API it speaks. */
    String name();

    /**
     * What changing the bandwidth of a living order does to its traffic; empty where that cannot be changed. Fails when
     * whoever knows does not say.
     */
    Uni<Optional<Outage>> modification();

    /** Holds the bandwidth over the links of the route. */
    Uni<Answer> reserve(Command command);

    /** Lets traffic flow. */
    Uni<Answer> activate(Command command);

    /** Changes the bandwidth. */
    Uni<Answer> modify(Command command);

    /** Lets go. */
    Uni<Answer> release(Command command);

    /** Asks how the order stands. */
    Uni<Answer> readBack(Command command);

    /** All living orders by client reference, ours or not; fails when the provider does not say. */
    Uni<Map<String, Order>> list();

    /** Whether it tells of changes as they happen. */
    default Uni<Boolean> tellsOfChanges() {
        return Uni.createFrom().item(false);
    }

    /** The references of orders that change from now on, ours or not; it ends only by failing. */
    default Multi<String> changes() {
        return Multi.createFrom().failure(new UnsupportedOperationException(name() + " does not tell of changes."));
    }

    /** Carries out a command, whatever it is. */
    default Uni<Answer> carryOut(Command command) {
        return switch (command.verb()) {
            case RESERVE -> reserve(command);
            case ACTIVATE -> activate(command);
            case MODIFY -> modify(command);
            case RELEASE -> release(command);
            case READ_BACK -> readBack(command);
        };
    }
}
