package dev.braid.gateway.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a {@code google.api.http} rule: literals, variables that take one segment each, and at the end perhaps a
 * custom verb, as in {@code /v1/intents/{intent_id}:terminate}.
 */
public record PathTemplate(String text, List<Part> parts, String customVerb) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*)*)}");
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~-]+");

    /** What stands between two slashes. */
    public sealed interface Part {
        /** Exactly this text. */
        record Literal(String text) implements Part {}

        /** Any text but none, for the field at this path. */
        record Variable(String fieldPath) implements Part {}
    }

    public PathTemplate {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when it uses more of the template language than Braid's contracts do
     */
    public static PathTemplate parse(String text) {
        int colon = text.lastIndexOf(':');
        String path = colon < 0 ? text : text.substring(0, colon);
        String customVerb = colon < 0 ? "" : text.substring(colon + 1);
        if (!path.startsWith("/") || (colon >= 0 && !LITERAL.matcher(customVerb).matches())) {
            throw new IllegalArgumentException("The path template '%s' cannot be read.".formatted(text));
        }
        List<Part> parts = new ArrayList<>();
        for (String part : path.substring(1).split("/", -1)) {
            Matcher variable = VARIABLE.matcher(part);
            if (variable.matches()) {
                parts.add(new Part.Variable(variable.group(1)));
            } else if (LITERAL.matcher(part).matches()) {
                parts.add(new Part.Literal(part));
            } else {
                throw new IllegalArgumentException(
                        "The part '%s' of the path template '%s' cannot be read.".formatted(part, text));
            }
        }
        return new PathTemplate(text, parts, customVerb);
    }

    /** The fields that the path fills, in the order in which they stand in it. */
    public List<String> variables() {
        return parts.stream()
                .filter(Part.Variable.class::isInstance)
                .map(part -> ((Part.Variable) part).fieldPath())
                .toList();
    }

    /** How many parts are fixed: of two templates that match a path, the one with more of them is meant. */
    int literalCount() {
        return parts.size() - variables().size() + (customVerb.isEmpty() ? 0 : 1);
    }

    /**
     * The values of the variables, if the path, as it stands in the request line, is of this shape.
     *
     * @throws IllegalArgumentException when it is, and a value is not well-formed
     */
    public Optional<Map<String, String>> match(String rawPath) {
        String path = rawPath;
        if (!customVerb.isEmpty()) {
            if (!path.endsWith(":" + customVerb)) {
                return Optional.empty();
            }
            path = path.substring(0, path.length() - customVerb.length() - 1);
        }
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        String[] segments = path.substring(1).split("/", -1);
        if (segments.length != parts.size()) {
            return Optional.empty();
        }
        Map<String, String> raw = new LinkedHashMap<>();
        for (int i = 0; i < segments.length; i++) {
            boolean fits =
                    switch (parts.get(i)) {
                        case Part.Literal(String literal) -> literal.equals(segments[i]);
                        // A bare colon starts a custom verb; as part of an id it comes escaped.
                        case Part.Variable(String field) ->
                            !segments[i].isEmpty()
                                    && segments[i].indexOf(':') < 0
                                    && raw.put(field, segments[i]) == null;
                    };
            if (!fits) {
                return Optional.empty();
            }
        }
        raw.replaceAll((_, value) -> PercentText.decodePath(value));
        return Optional.of(raw);
    }
}
