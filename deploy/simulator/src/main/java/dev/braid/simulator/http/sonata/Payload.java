package dev.braid.simulator.http.sonata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JSON body, and the path to where we are in it, so that errors can name it. */
record Payload(JsonNode node, String path) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final int LONGEST_TEXT = 256;
    private static final int MOST_ITEMS = 256;
    private static final Map<String, BigDecimal> BPS_OF_UNIT = Map.of(
            "BPS", BigDecimal.ONE,
            "KBPS", BigDecimal.valueOf(1_000),
            "MBPS", BigDecimal.valueOf(1_000_000),
            "GBPS", BigDecimal.valueOf(1_000_000_000),
            "TBPS", BigDecimal.valueOf(1_000_000_000_000L));

    static Payload read(byte[] body, int largestBodyBytes) {
        if (body.length > largestBodyBytes) {
            throw SonataError.invalidBody(
                    "The body has %d bytes; at most %d are read.".formatted(body.length, largestBodyBytes));
        }
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node == null || !node.isObject()) {
                throw SonataError.invalidBody("The body is no JSON object.");
            }
            return new Payload(node, "");
        } catch (JsonProcessingException e) {
            throw SonataError.invalidBody("The body is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw SonataError.invalidBody("The body is not readable: " + e.getMessage());
        }
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    Payload at(String name) {
        if (!has(name)) {
            throw SonataError.missing(path + "/" + name);
        }
        return new Payload(node.get(name), path + "/" + name);
    }

    void absent(String name) {
        if (has(name)) {
            throw SonataError.unexpected(path + "/" + name);
        }
    }

    String text(String name) {
        JsonNode value = at(name).node;
        if (!value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > LONGEST_TEXT) {
            throw SonataError.invalid(
                    path + "/" + name, "%s is no text of 1 to %d characters.".formatted(shown(value), LONGEST_TEXT));
        }
        return value.textValue();
    }

    /** A text that is one of the published ones. */
    String oneOf(String name, List<String> published) {
        String value = text(name);
        if (!published.contains(value)) {
            throw SonataError.invalid(path + "/" + name, "'%s' is none of %s.".formatted(value, published));
        }
        return value;
    }

    Instant time(String name) {
        String value = text(name);
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw SonataError.invalid(path + "/" + name, "'%s' is no date-time.".formatted(value));
        }
    }

    List<Payload> items(String name) {
        Payload list = at(name);
        if (!list.node.isArray() || list.node.isEmpty() || list.node.size() > MOST_ITEMS) {
            throw SonataError.invalid(list.path, "It must have 1 to %d items.".formatted(MOST_ITEMS));
        }
        List<Payload> items = new ArrayList<>();
        for (int i = 0; i < list.node.size(); i++) {
            items.add(new Payload(list.node.get(i), list.path + "/" + i));
        }
        return items;
    }

    /** The committed information rate of an Access E-Line, in bits per second. */
    long committedBps() {
        if (!text("@type").equals(Product.TYPE)) {
            throw SonataError.invalid(path + "/@type", "Only %s is sold.".formatted(Product.TYPE));
        }
        long bps = -1;
        for (String end : List.of("uniEp", "enniEp")) {
            Payload cir = at(end).items("ingressBandwidthProfilePerClassOfServiceName")
                    .getFirst()
                    .at("bwpFlow")
                    .at("cir");
            long atEnd = cir.rate();
            if (bps >= 0 && bps != atEnd) {
                throw SonataError.invalid(cir.path, "Both ends must have the same rate.");
            }
            bps = atEnd;
        }
        return bps;
    }

    /** That a product hangs on the ports of its link, each named once: without them there is nothing to install. */
    void connected(String linkId) {
        List<Payload> relationships = items("productRelationship");
        Product.PORTS.forEach((end, type) -> {
            List<Payload> named = relationships.stream()
                    .filter(it -> it.text("relationshipType").equals(type))
                    .toList();
            if (named.size() != 1) {
                throw SonataError.invalid(
                        path + "/productRelationship",
                        "It must name %s once, not %d times.".formatted(type, named.size()));
            }
            if (!named.getFirst().text("id").equals(linkId + "." + end)) {
                throw SonataError.unknown(
                        named.getFirst().path + "/id", "There is no such port of %s.".formatted(linkId));
            }
        });
    }

    private long rate() {
        JsonNode value = at("irValue").node;
        String unit = oneOf("irUnits", List.of("BPS", "KBPS", "MBPS", "GBPS", "TBPS"));
        if (!value.isNumber()) {
            throw SonataError.invalid(path + "/irValue", "%s is no number.".formatted(shown(value)));
        }
        try {
            long bps = value.decimalValue().multiply(BPS_OF_UNIT.get(unit)).longValueExact();
            if (bps < 1 || bps > 1_000_000_000_000_000L) {
                throw SonataError.invalid(path + "/irValue", "%d bit/s is not 1 to 10^15.".formatted(bps));
            }
            return bps;
        } catch (ArithmeticException e) {
            throw SonataError.invalid(path + "/irValue", "%s %s is no whole bit/s.".formatted(shown(value), unit));
        }
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }
}
