package dev.braid.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The fields of a JSON body. Nothing is guessed: no text for a number, no fraction, no field that nobody asked for. */
final class JsonFields {

    /** Not-a-number is let in here to be refused with the name of its field. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int LONGEST_SHOWN = 64;

    private final ObjectNode body;

    private JsonFields(ObjectNode body) {
        this.body = body;
    }

    /** Reads a body that may have these fields and no others. */
    static JsonFields read(byte[] body, int largestBodyBytes, Set<String> known) {
        if (body.length > largestBodyBytes) {
            throw new InvalidRequest(
                    "body", "The body has %d bytes; at most %d are read.".formatted(body.length, largestBodyBytes));
        }
        JsonNode node;
        try {
            node = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new InvalidRequest("body", "The body is not JSON: %s.".formatted(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new InvalidRequest("body", "The body is not readable: %s.".formatted(e.getMessage()));
        }
        if (!(node instanceof ObjectNode fields)) {
            throw new InvalidRequest("body", "The body is not a JSON object.");
        }
        fields.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new InvalidRequest(shown(name), "The field is not known; known are %s.".formatted(known));
            }
        });
        return new JsonFields(fields);
    }

    long wholeNumber(String name, long least, long most) {
        JsonNode value = present(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new InvalidRequest(
                    name,
                    "%s is %s; it must be a whole number from %d to %d.".formatted(name, text(value), least, most));
        }
        if (value.longValue() < least || value.longValue() > most) {
            throw new InvalidRequest(
                    name, "%s is %d; it must be from %d to %d.".formatted(name, value.longValue(), least, most));
        }
        return value.longValue();
    }

    long wholeNumberOrZero(String name, long most) {
        return body.has(name) ? wholeNumber(name, 0, most) : 0;
    }

    double shareOrZero(String name) {
        if (!body.has(name)) {
            return 0;
        }
        JsonNode value = body.get(name);
        // Written so that not-a-number fails.
        if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
            throw new InvalidRequest(name, "%s is %s; it must be a number from 0 to 1.".formatted(name, text(value)));
        }
        return value.doubleValue();
    }

    boolean truth(String name, boolean otherwise) {
        if (!body.has(name)) {
            return otherwise;
        }
        if (!body.get(name).isBoolean()) {
            throw new InvalidRequest(name, "%s is %s; it must be true or false.".formatted(name, text(body.get(name))));
        }
        return body.get(name).booleanValue();
    }

    Instant time(String name) {
        JsonNode value = present(name);
        try {
            if (value.isTextual()) {
                return OffsetDateTime.parse(value.textValue()).toInstant();
            }
        } catch (DateTimeParseException e) {
            throw notATime(name, value);
        }
        throw notATime(name, value);
    }

    List<String> texts(String name, int most, int longest) {
        JsonNode value = present(name);
        if (!value.isArray() || value.isEmpty() || value.size() > most) {
            throw new InvalidRequest(name, "%s must be a list of 1 to %d texts.".formatted(name, most));
        }
        List<String> texts = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            if (!element.isTextual()
                    || element.textValue().isEmpty()
                    || element.textValue().length() > longest) {
                throw new InvalidRequest(
                        "%s[%d]".formatted(name, texts.size()),
                        "%s is no text of 1 to %d characters.".formatted(text(element), longest));
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    private JsonNode present(String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            throw new InvalidRequest(name, "%s is missing.".formatted(name));
        }
        return value;
    }

    private static InvalidRequest notATime(String name, JsonNode value) {
        return new InvalidRequest(
                name, "%s is %s; it must be a time like 2026-01-31T12:00:00Z.".formatted(name, text(value)));
    }

    private static String text(JsonNode value) {
        return shown(value.toString());
    }

    private static String shown(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
