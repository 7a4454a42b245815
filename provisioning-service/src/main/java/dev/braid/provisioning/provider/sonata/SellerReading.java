package dev.braid.provisioning.provider.sonata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON of a seller, and believes nothing that is not whole. */
final class SellerReading {
    private static final int MAX_TEXT = 512;
    private static final int MAX_DEPTH = 32;
    private static final Map<String, Long> BPS_OF_UNIT =
            Map.of("BPS", 1L, "KBPS", 1_000L, "MBPS", 1_000_000L, "GBPS", 1_000_000_000L, "TBPS", 1_000_000_000_000L);
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private SellerReading() {}

    static JsonNode tree(byte[] body) {
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree == null || !tree.isContainerNode()) {
                throw new SonataTrouble("The answer is no JSON object or list.");
            }
            return tree;
        } catch (IOException e) {
            throw new SonataTrouble("The answer is no JSON: " + cut(e.getMessage()));
        }
    }

    static void code(JsonNode error, String wanted) {
        if (!text(error, "code").equals(wanted)) {
            throw new SonataTrouble("The error is no %s: %s".formatted(wanted, cut(error.toString())));
        }
    }

    /** The reasons of an Error422 list. */
    static String reasons(JsonNode errors) {
        List<String> reasons = new ArrayList<>();
        for (JsonNode error : list(errors)) {
            reasons.add("%s (%s %s)"
                    .formatted(
                            text(error, "reason"),
                            text(error, "code"),
                            error.path("propertyPath").asText("")));
        }
        return cut(String.join("; ", reasons));
    }

    /** Whether one of the errors is of that code at that property. */
    static boolean names(JsonNode errors, String propertyPath) {
        for (JsonNode error : list(errors)) {
            if (error.path("propertyPath").asText("").contains(propertyPath)) {
                return true;
            }
        }
        return false;
    }

    static List<JsonNode> list(JsonNode node) {
        if (!node.isArray() || node.isEmpty()) {
            throw new SonataTrouble("There is no list in '%s'.".formatted(cut(node.toString())));
        }
        List<JsonNode> items = new ArrayList<>();
        node.forEach(items::add);
        return items;
    }

    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new SonataTrouble("The answer has no text '%s'.".formatted(field));
        }
        return cut(value.textValue());
    }

    static Instant time(JsonNode node, String field) {
        return optionalTime(node, field)
                .orElseThrow(() -> new SonataTrouble("The answer has no time '%s'.".formatted(field)));
    }

    static Optional<Instant> optionalTime(JsonNode node, String field) {
        if (!node.hasNonNull(field)) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text(node, field)).toInstant());
        } catch (DateTimeException e) {
            throw new SonataTrouble("'%s' is no time: %s".formatted(field, cut(e.getMessage())));
        }
    }

    /** The committed information rate of a product, the same at both ends, in bits per second. */
    static long committedBps(JsonNode configuration) {
        if (!text(configuration, "@type").equals(Wares.TYPE)) {
            throw new SonataTrouble("The product is a '%s'.".formatted(text(configuration, "@type")));
        }
        long atUni = rate(configuration.path("uniEp"));
        if (atUni != rate(configuration.path("enniEp"))) {
            throw new SonataTrouble("The product has another rate at each end.");
        }
        return atUni;
    }

    private static long rate(JsonNode end) {
        JsonNode cir = list(end.path("ingressBandwidthProfilePerClassOfServiceName"))
                .getFirst()
                .path("bwpFlow")
                .path("cir");
        Long unit = BPS_OF_UNIT.get(text(cir, "irUnits"));
        JsonNode value = cir.path("irValue");
        if (unit == null || !value.isNumber()) {
            throw new SonataTrouble("The rate '%s' means nothing to us.".formatted(cut(cir.toString())));
        }
        try {
            long bps = value.decimalValue().multiply(BigDecimal.valueOf(unit)).longValueExact();
            if (bps > 0) {
                return bps;
            }
        } catch (ArithmeticException e) {
            throw new SonataTrouble("The rate '%s' is no whole number of bit/s.".formatted(cut(cir.toString())));
        }
        throw new SonataTrouble("The rate '%s' is not positive.".formatted(cut(cir.toString())));
    }

    /** Control characters would end up in logs and on terminals. */
    static String cut(String text) {
        if (text == null) {
            return "";
        }
        String printable = text.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= MAX_TEXT ? printable : printable.substring(0, MAX_TEXT);
    }
}
