package dev.braid.provisioning.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Order;
import dev.braid.provisioning.domain.Order.Standing;
import dev.braid.provisioning.domain.PendingOn;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a provider's API says, and believes nothing that is not whole. */
final class Reading {
    private static final int MAX_TEXT = 512;
    private static final int MAX_DEPTH = 16;
    private static final Set<String> REFUSALS = Set.of("NO_CAPACITY", "REJECTED", "UNKNOWN_LINK", "NOT_CONNECTED");
    /** The order stands otherwise than the command takes for granted: looking at it tells how. */
    private static final Set<String> LOOK_AGAIN = Set.of("CONFLICT", "CEASED");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Reading() {}

    /** What a command's answer means; the text of a refusal is cut, because it is kept and shown. */
    static Answer answer(int status, byte[] body, Command command) throws IOException {
        if (status == 200 || status == 201) {
            return new Answer.Done(ordered(tree(body), command));
        }
        JsonNode problem = tree(body);
        String code = text(problem, "code");
        String message = text(problem, "message");
        if (status == 404 && code.equals("UNKNOWN_ORDER")) {
            return new Answer.Missing();
        }
        if (status == 422 || REFUSALS.contains(code)) {
            return new Answer.Refused(code, message);
        }
        return new Answer.Unknown("%d %s: %s".formatted(status, code, message));
    }

    static boolean looksAgain(int status, byte[] body) throws IOException {
        return status == 409 && LOOK_AGAIN.contains(text(tree(body), "code"));
    }

    /** The orders of a list: an array, or an object that has it under {@code orders}. */
    static Map<String, Order> list(byte[] body) throws IOException {
        JsonNode tree = tree(body);
        JsonNode orders = tree.isArray() ? tree : tree.path("orders");
        if (!orders.isArray()) {
            throw new Trouble("The list of orders is no list.");
        }
        Map<String, Order> found = new LinkedHashMap<>();
        for (JsonNode node : orders) {
            String reference = text(node, "clientReference");
            found.put(reference, order(node, reference));
        }
        return found;
    }

    /** A provider that does not say which links an order takes is believed. */
    private static Order ordered(JsonNode node, Command command) throws IOException {
        Order order = order(node, command.legId());
        if (order.standing() == Standing.CEASED || !node.hasNonNull("linkIds")) {
            return order;
        }
        JsonNode links = node.get("linkIds");
        List<String> linkIds = new ArrayList<>();
        for (JsonNode linkId : links) {
            linkIds.add(linkId.isTextual() ? linkId.textValue() : "");
        }
        if (!links.isArray() || linkIds.contains("")) {
            throw new Trouble("The links '%s' are no list of names.".formatted(cut(links.toString())));
        }
        List<String> ordered = command.route().linkIds();
        return linkIds.equals(ordered) ? order : order.astray(cut("links %s and not %s".formatted(linkIds, ordered)));
    }

    private static Order order(JsonNode node, String reference) throws IOException {
        String said = text(node, "clientReference");
        if (!said.equals(reference)) {
            throw new Trouble("The answer is about order '%s'.".formatted(said));
        }
        String state = text(node, "state");
        Standing standing =
                switch (state) {
                    case "PENDING" -> Standing.PENDING;
                    case "HELD" -> Standing.HELD;
                    case "IN_SERVICE" -> Standing.IN_SERVICE;
                    case "CEASED" -> Standing.CEASED;
                    default -> throw new Trouble("The state '%s' means nothing to us.".formatted(state));
                };
        JsonNode bandwidth = node.path("bandwidthBps");
        if (!bandwidth.isIntegralNumber() || !bandwidth.canConvertToLong() || bandwidth.longValue() < 1) {
            throw new Trouble("The bandwidth '%s' is no positive whole number.".formatted(cut(bandwidth.toString())));
        }
        Optional<PendingOn> pendingOn =
                node.hasNonNull("pendingOn") ? Optional.of(pendingOn(node.get("pendingOn"))) : Optional.empty();
        if (standing == Standing.PENDING && pendingOn.isEmpty()) {
            throw new Trouble("The order is pending on nobody.");
        }
        return new Order(standing, bandwidth.longValue(), state, text(node, "orderId"), pendingOn);
    }

    private static PendingOn pendingOn(JsonNode node) throws IOException {
        try {
            return new PendingOn(
                    text(node, "party"),
                    text(node, "reason"),
                    Instant.parse(text(node, "since")),
                    node.hasNonNull("until") ? Optional.of(Instant.parse(text(node, "until"))) : Optional.empty());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new Trouble("Whom the order waits for is no sense: " + cut(e.getMessage()));
        }
    }

    private static JsonNode tree(byte[] body) throws IOException {
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree == null || !tree.isContainerNode()) {
                throw new Trouble("The answer is no JSON object.");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new Trouble("The answer is no JSON: " + cut(e.getOriginalMessage()));
        }
    }

    private static String text(JsonNode node, String field) throws IOException {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new Trouble("The answer has no text '%s'.".formatted(field));
        }
        return cut(value.textValue());
    }

    /** Control characters would end up in logs and on terminals. */
    static String cut(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= MAX_TEXT ? printable : printable.substring(0, MAX_TEXT);
    }
}
