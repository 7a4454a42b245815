package dev.braid.lab.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** An object of the lab file that knows where it stands. */
record LabField(String path, JsonNode json) {
    static LabField root(JsonNode json) {
        return new LabField("", json).object();
    }

    private LabField object() {
        if (json == null || !json.isObject()) {
            throw new LabFileInvalid(
                    "%s = %s is not an object.".formatted(path.isEmpty() ? "The lab file" : path, json));
        }
        return this;
    }

    void only(String... names) {
        Set<String> known = Set.of(names);
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new LabFileInvalid(
                        "%s is not known; there are %s.".formatted(at(name), String.join(", ", names)));
            }
        });
    }

    List<LabField> list(String name, int min, int max) {
        List<LabField> items = new ArrayList<>();
        for (JsonNode item : array(name, min, max)) {
            items.add(new LabField("%s[%d]".formatted(at(name), items.size()), item).object());
        }
        return items;
    }

    List<String> texts(String name, int min, int max, Pattern pattern, String bound) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array(name, min, max)) {
            if (!item.isTextual() || !pattern.matcher(item.textValue()).matches()) {
                throw wrong("%s[%d]".formatted(name, texts.size()), item.toString(), bound);
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    private JsonNode array(String name, int min, int max) {
        JsonNode array = json.path(name);
        if (!array.isArray() || array.size() < min || array.size() > max) {
            throw wrong(
                    name,
                    array.isArray() ? array.size() + " items" : shown(array),
                    "a list of %d to %d items".formatted(min, max));
        }
        return array;
    }

    String text(String name, Pattern pattern, String bound) {
        JsonNode value = json.path(name);
        if (!value.isTextual() || !pattern.matcher(value.textValue()).matches()) {
            throw wrong(name, shown(value), bound);
        }
        return value.textValue();
    }

    String textOr(String name, String absent) {
        JsonNode value = json.path(name);
        return value.isTextual() ? value.textValue() : value.isMissingNode() ? absent : value.toString();
    }

    long number(String name, long min, long max) {
        JsonNode value = json.path(name);
        if (!value.canConvertToLong()
                || !value.isIntegralNumber()
                || value.longValue() < min
                || value.longValue() > max) {
            throw wrong(name, shown(value), "a whole number from %d to %d".formatted(min, max));
        }
        return value.longValue();
    }

    LabFileInvalid wrong(String name, String value, String bound) {
        return new LabFileInvalid(
                "%s = %s, but must be %s.".formatted(at(name), value.isEmpty() ? "(nothing)" : value, bound));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "(nothing)" : value.isTextual() ? value.textValue() : value.toString();
    }
}
