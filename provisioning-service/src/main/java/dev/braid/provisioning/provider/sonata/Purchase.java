package dev.braid.provisioning.provider.sonata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.braid.provisioning.domain.Command;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way from a wish to an order: qualified, quoted firmly, ordered on the terms of the quote. */
record Purchase(SellerApi api, BookReader books, Wares wares, Command command) {
    private static final int UNPROCESSABLE = 422;

    /** What the seller says when it does not sell; nothing was ordered. */
    static final class Declined extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Declined(String reason) {
            super(reason);
        }
    }

    Uni<Books> buy() {
        return qualify()
                .chain(qualificationId -> quote(qualificationId)
                        .chain(quoteId -> order(wares.addition(command, qualificationId, quoteId, Instant.now()))));
    }

    private Uni<String> qualify() {
        return api.create(SellerApi.QUALIFICATION + "/productOfferingQualification", wares.qualification(command))
                .map(said -> {
                    JsonNode answer = created(said);
                    if (!SellerReading.text(answer, "state").equals("done.ready")) {
                        throw new SonataTrouble("The qualification is " + SellerReading.text(answer, "state"));
                    }
                    List<String> reds = new ArrayList<>();
                    for (JsonNode item : SellerReading.list(answer.path("productOfferingQualificationItem"))) {
                        switch (SellerReading.text(item, "serviceabilityConfidence")) {
                            case "green", "yellow" -> {}
                            case "red" ->
                                reds.add(item.path("serviceabilityConfidenceReason")
                                        .asText("not said"));
                            default -> throw new SonataTrouble("The confidence means nothing to us.");
                        }
                    }
                    if (!reds.isEmpty()) {
                        throw new Declined("Not serviceable: " + reds.getFirst());
                    }
                    return SellerReading.text(answer, "id");
                });
    }

    private Uni<String> quote(String qualificationId) {
        return api.create(SellerApi.QUOTING + "/quote", wares.quote(command, qualificationId))
                .map(said -> {
                    JsonNode answer = created(said);
                    return switch (SellerReading.text(answer, "state")) {
                        case "approved.orderable" -> SellerReading.text(answer, "id");
                        case "unableToProvide", "rejected" -> throw new Declined("Not quoted: " + terminated(answer));
                        default -> throw new SonataTrouble("The quote is " + SellerReading.text(answer, "state"));
                    };
                });
    }

    private static String terminated(JsonNode quote) {
        for (JsonNode item : SellerReading.list(quote.path("quoteItem"))) {
            for (JsonNode error : item.path("terminationError")) {
                return error.path("value").asText("not said");
            }
        }
        return "not said";
    }

    private Uni<Books> order(JsonNode order) {
        return api.create(BookReader.ORDER, order, command.notAfterTime()).chain(said -> {
            // Somebody was faster under the same name: that was us.
            if (said.status() != UNPROCESSABLE || !SellerReading.names(said.body(), "/externalId")) {
                if (said.status() == UNPROCESSABLE && SellerReading.names(said.body(), "/quoteItem")) {
                    throw new SonataTrouble("The quote is not known any more.");
                }
                JsonNode created = created(said);
                if (!SellerReading.text(created, "externalId").equals(command.legId())) {
                    throw new SonataTrouble("The seller answered with another order.");
                }
            }
            return books.read(command).map(this::present);
        });
    }

    private Books present(Books found) {
        return Optional.of(found)
                .filter(it -> it.leg().isPresent())
                .orElseThrow(() -> new SonataTrouble("The seller took the order and does not show it."));
    }

    /** What was created; business validation that fails is the seller's no. */
    static JsonNode created(SellerApi.Said said) {
        return switch (said.status()) {
            case 201 -> said.body();
            case UNPROCESSABLE -> throw new Declined(SellerReading.reasons(said.body()));
            default -> throw SellerApi.unexpected(said);
        };
    }
}
