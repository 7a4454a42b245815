package dev.braid.provisioning.provider.sonata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Order;
import dev.braid.provisioning.domain.Order.Standing;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What is done to a leg that the seller has on its books. Every step ends with reading them again. */
record Changes(SellerApi api, BookReader books, Wares wares, Command command, Books found) {
    private static final Logger LOG = Logger.getLogger(Changes.class);

    /** Brings the date of every item forward to now. */
    Uni<Answer> deliverNow() {
        Bought addition = found.leg().orElseThrow().addition();
        return deliverNow(addition, addition.itemIds())
                .chain(refused -> books.read(command).chain(now -> {
                    boolean waits = now.leg().filter(it -> it.addition().open()).isPresent();
                    return waits && refused.isPresent()
                            ? SonataAdapter.said(
                                    new Answer.Refused("REJECTED", "The delivery date stays: " + refused.get()))
                            : new Changes(api, books, wares, command, now).onlyOne();
                }));
    }

    /** Gives back what was ordered once too often as soon as the leg is in service, and leaves that as it is. */
    Uni<Answer> onlyOne() {
        Answer standing = SonataAdapter.standing(found, command);
        boolean inService = standing instanceof Answer.Done(var order) && order.standing() == Standing.IN_SERVICE;
        return inService ? endDoubles().replaceWith(standing) : SonataAdapter.said(standing);
    }

    private Uni<Optional<String>> deliverNow(Bought addition, List<String> itemIds) {
        if (itemIds.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        JsonNode task = wares.deliveryNow(addition.id(), itemIds.getFirst(), Instant.now());
        return api.create(
                        SellerApi.ORDERING + "/modifyProductOrderItemRequestedDeliveryDate",
                        task,
                        command.notAfterTime())
                .chain(said -> switch (state(said)) {
                    case "acknowledged", "done", "inProgress.assessingCharge" ->
                        deliverNow(addition, itemIds.subList(1, itemIds.size()));
                    case "rejected", "done.declined" -> Uni.createFrom().item(Optional.of(state(said)));
                    default -> throw new SonataTrouble("The task is " + state(said));
                });
    }

    /** One change order at a time; one that leads elsewhere is taken back first. */
    Uni<Answer> modify(Order order) {
        return endDoubles().chain(() -> change(order));
    }

    private Uni<Answer> change(Order order) {
        String name = "%s%sm.%d.%d."
                .formatted(command.legId(), BookReader.CHANGE, command.revision(), command.bandwidthBps());
        Optional<Bought> underway = found.leg().orElseThrow().underway();
        if (underway.isPresent()) {
            return underway.get().bandwidthBps() == command.bandwidthBps()
                    ? SonataAdapter.said(new Answer.Done(order))
                    : cancel(underway.get().id()).chain(this::readAgain);
        }
        if (order.bandwidthBps() == command.bandwidthBps()) {
            return SonataAdapter.said(new Answer.Done(order));
        }
        Optional<Books.Found> rejected = found.changes().stream()
                .filter(it -> it.externalId().startsWith(name) && it.state() == Bought.State.REJECTED)
                .findFirst();
        if (rejected.isPresent()) {
            return books.whole(rejected.get()).map(it -> new Answer.Refused("REJECTED", it.words()));
        }
        String externalId = name + (found.count(name) + 1);
        return place(
                        wares.modification(
                                command, externalId, found.leg().orElseThrow().livingProductIds()),
                        externalId)
                .chain(rejection -> rejection
                        .map(words -> SonataAdapter.said(new Answer.Refused("REJECTED", words)))
                        .orElseGet(this::readAgain));
    }

    private Uni<Void> endDoubles() {
        return end(found.doubles());
    }

    /** Gives back all that is held under the name of the leg. */
    Uni<Answer> end() {
        return end(found.living()).chain(this::readAgain);
    }

    /** One that cannot be ended keeps none of the others. */
    private Uni<Void> end(List<Holding> holdings) {
        long before = found.count(disconnection());
        return Multi.createFrom()
                .range(0, holdings.size())
                .onItem()
                .transformToUniAndConcatenate(i -> Uni.createFrom()
                        .deferred(() -> end(holdings.get(i), disconnection() + (before + i + 1)))
                        .replaceWith(Optional.<Throwable>empty())
                        .onFailure()
                        .recoverWithItem(Optional::of))
                .collect()
                .asList()
                .chain(failures -> failures.stream()
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(it -> Uni.createFrom().<Void>failure(it))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** What is not done is cancelled, what is done is disconnected, after a change that is underway was taken back. */
    private Uni<Void> end(Holding holding, String externalId) {
        if (holding.addition().open()) {
            return cancel(holding.addition().id());
        }
        if (holding.underway().isPresent()) {
            Bought underway = holding.underway().get();
            return underway.externalId().startsWith(disconnection())
                    ? Uni.createFrom().voidItem()
                    : cancel(underway.id());
        }
        return place(wares.disconnection(command, externalId, holding.livingProductIds()), externalId)
                .invoke(rejection -> rejection.ifPresent(words -> {
                    throw new SonataTrouble("The disconnection is " + words);
                }))
                .replaceWithVoid();
    }

    private String disconnection() {
        return command.legId() + BookReader.CHANGE + "d.";
    }

    /** Places an order and looks what came of it: the seller's words when it has rejected it. */
    private Uni<Optional<String>> place(JsonNode order, String externalId) {
        return api.create(BookReader.ORDER, order, command.notAfterTime())
                .map(Purchase::created)
                .chain(created -> {
                    if (!SellerReading.text(created, "externalId").equals(externalId)) {
                        throw new SonataTrouble("The seller answered with another order.");
                    }
                    return books.whole(Books.Found.read(created));
                })
                .map(it -> it.state().meaning() == Bought.Meaning.NOTHING ? Optional.of(it.words()) : Optional.empty());
    }

    /** What came of it stands in the books: it may have been too late. */
    private Uni<Void> cancel(String orderId) {
        return api.create(
                        SellerApi.ORDERING + "/cancelProductOrder", wares.cancellation(orderId), command.notAfterTime())
                .invoke(said -> LOG.debugf("Cancellation of %s: %s", orderId, state(said)))
                .replaceWithVoid();
    }

    private Uni<Answer> readAgain() {
        return books.read(command).map(now -> SonataAdapter.standing(now, command));
    }

    private static String state(SellerApi.Said said) {
        return SellerReading.text(Purchase.created(said), "state");
    }
}
