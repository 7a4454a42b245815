package dev.braid.provisioning.provider.sonata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Order;
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
        Bought addition = found.addition().orElseThrow();
        return deliverNow(addition, addition.itemIds())
                .chain(refused -> books.read(command).map(now -> {
                    boolean waits = now.addition().filter(Bought::open).isPresent();
                    return waits && refused.isPresent()
                            ? new Answer.Refused("REJECTED", "The delivery date stays: " + refused.get())
                            : SonataAdapter.standing(now, command);
                }));
    }

    private Uni<Optional<String>> deliverNow(Bought addition, List<String> itemIds) {
        if (itemIds.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        JsonNode task = wares.deliveryNow(addition.id(), itemIds.getFirst(), Instant.now());
        return SonataAdapter.inTime(
                        command, api, SellerApi.ORDERING + "/modifyProductOrderItemRequestedDeliveryDate", task)
                .chain(said -> switch (state(said)) {
                    case "acknowledged", "done", "inProgress.assessingCharge" ->
                        deliverNow(addition, itemIds.subList(1, itemIds.size()));
                    case "rejected", "done.declined" -> Uni.createFrom().item(Optional.of(state(said)));
                    default -> throw new SonataTrouble("The task is " + state(said));
                });
    }

    /** One change order at a time; one that leads elsewhere is taken back first. */
    Uni<Answer> modify(Order order) {
        String name = "%s%sm.%d.%d."
                .formatted(command.legId(), BookReader.CHANGE, command.revision(), command.bandwidthBps());
        Optional<Bought> underway = found.underway();
        if (underway.isPresent()) {
            return underway.get().bandwidthBps() == command.bandwidthBps()
                    ? SonataAdapter.said(new Answer.Done(order))
                    : cancel(underway.get().id());
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
        return place(wares.modification(command, externalId, found.livingProductIds()), externalId)
                .chain(rejection -> rejection
                        .map(words -> SonataAdapter.said(new Answer.Refused("REJECTED", words)))
                        .orElseGet(this::readAgain));
    }

    /** What is not done is cancelled, what is done is disconnected. */
    Uni<Answer> end() {
        Bought addition = found.addition().orElseThrow();
        if (addition.open()) {
            return cancel(addition.id());
        }
        Optional<Bought> underway = found.underway();
        String name = command.legId() + BookReader.CHANGE + "d.";
        if (underway.isPresent()) {
            boolean ending = underway.get().externalId().startsWith(name);
            return ending ? readAgain() : cancel(underway.get().id());
        }
        String externalId = name + (found.count(name) + 1);
        return place(wares.disconnection(command, externalId, found.livingProductIds()), externalId)
                .chain(rejection -> rejection
                        .<Uni<Answer>>map(
                                words -> Uni.createFrom().failure(new SonataTrouble("The disconnection is " + words)))
                        .orElseGet(this::readAgain));
    }

    /** Places an order and looks what came of it: the seller's words when it has rejected it. */
    private Uni<Optional<String>> place(JsonNode order, String externalId) {
        return SonataAdapter.inTime(command, api, BookReader.ORDER, order)
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
    private Uni<Answer> cancel(String orderId) {
        return SonataAdapter.inTime(
                        command, api, SellerApi.ORDERING + "/cancelProductOrder", wares.cancellation(orderId))
                .invoke(said -> LOG.debugf("Cancellation of %s: %s", orderId, state(said)))
                .chain(this::readAgain);
    }

    private Uni<Answer> readAgain() {
        return books.read(command).map(now -> SonataAdapter.standing(now, command));
    }

    private static String state(SellerApi.Said said) {
        return SellerReading.text(Purchase.created(said), "state");
    }
}
