package dev.braid.local.topology.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An open element of a GraphML file with what was read of it so far. */
record GraphmlElement(
        String name,
        int line,
        GraphmlElement parent,
        Map<String, String> attributes,
        Map<String, Value> values,
        List<GraphmlElement> endpoints,
        StringBuilder text) {
    /** A value and where it stands. */
    record Value(String text, int line) {}

    GraphmlElement(String name, int line, GraphmlElement parent) {
        this(name, line, parent, new HashMap<>(), new HashMap<>(), new ArrayList<>(0), new StringBuilder(0));
    }

    String attribute(String key) {
        return attributes.getOrDefault(key, "");
    }

    /** The name under which a key's values are known; without one its id. */
    String keyName() {
        String given = attribute("attr.name").isBlank() ? attribute("id") : attribute("attr.name");
        return given.toLowerCase(Locale.ROOT);
    }

    void put(String key, String text, int at) {
        values.put(key, new Value(text.strip(), at));
    }

    void putDefault(String key, String text, int at) {
        values.putIfAbsent(key, new Value(text.strip(), at));
    }

    /** The value of the first of the names that has one. */
    Optional<Value> value(String... names) {
        for (String key : names) {
            Value value = values.get(key);
            if (value != null && !value.text().isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    boolean isNested() {
        for (GraphmlElement outer = parent; outer != null; outer = outer.parent()) {
            if (outer.name().equals("graph")) {
                return true;
            }
        }
        return false;
    }

    /** The graph it is in, for edges. */
    boolean inDirectedGraph() {
        for (GraphmlElement outer = parent; outer != null; outer = outer.parent()) {
            if (outer.name().equals("graph")) {
                return outer.attribute("edgedefault").equals("directed");
            }
        }
        return false;
    }
}
