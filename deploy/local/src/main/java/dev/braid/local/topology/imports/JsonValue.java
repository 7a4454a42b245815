package dev.braid.local.topology.imports;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value that knows where it stands; of bounded size, because one element of a network is small. */
record JsonValue(int line, String path, String scalar, List<JsonValue> items, Map<String, JsonValue> members) {
    private static final int MAX_VALUES = 20_000;

    /** Reads the value that the parser stands on. */
    static JsonValue read(JsonParser json, Source source, String path) throws IOException {
        return read(json, source, path, new int[] {MAX_VALUES});
    }

    private static JsonValue read(JsonParser json, Source source, String path, int[] left) throws IOException {
        int line = json.currentTokenLocation().getLineNr();
        if (--left[0] < 0) {
            throw source.failure(line, path, "one element has more than %d values.".formatted(MAX_VALUES));
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    members.put(plain(name), read(json, source, path + "." + plain(name), left));
                }
                yield new JsonValue(line, path, "", List.of(), members);
            }
            case START_ARRAY -> {
                List<JsonValue> items = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    items.add(read(json, source, path + "[" + items.size() + "]", left));
                }
                yield new JsonValue(line, path, "", items, Map.of());
            }
            case VALUE_NULL -> new JsonValue(line, path, "", List.of(), Map.of());
            default -> new JsonValue(line, path, json.getText(), List.of(), Map.of());
        };
    }

    /** A name without the module before it. */
    static String plain(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    /** What stands at the end of the names. */
    Optional<JsonValue> at(String... names) {
        JsonValue value = this;
        for (String name : names) {
            value = value.members.get(name);
            if (value == null) {
                return Optional.empty();
            }
        }
        return Optional.of(value);
    }

    /** The text of a scalar that is not empty. */
    Optional<JsonValue> text(String... names) {
        return at(names).filter(value -> !value.scalar.isBlank());
    }

    /** Itself as a field of the file. */
    Field field(Source source) {
        return new Field(source, line, path);
    }
}
