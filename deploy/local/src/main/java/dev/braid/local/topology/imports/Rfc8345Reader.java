package dev.braid.local.topology.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the networks of a document in the JSON form of RFC 8345, one element at a time. */
final class Rfc8345Reader {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_STRING = 65_536;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .build())
            .build();

    private final Source source;
    private final ImportOptions options;
    private final Remarks remarks;
    private final List<Found> networks = new ArrayList<>();

    Rfc8345Reader(Source source, ImportOptions options, Remarks remarks) {
        this.source = source;
        this.options = options;
        this.remarks = remarks;
    }

    private record Found(int line, DraftNetwork draft, Remarks remarks) {}

    DraftNetwork read() {
        try (JsonParser json = JSON.createParser(source.bytes())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw source.failure(1, "$", "an object is due.");
            }
            members(json, "$");
            if (json.nextToken() != null) {
                throw source.failure(json.currentTokenLocation().getLineNr(), "$", "more follows the document.");
            }
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw source.failure(
                    place == null ? 1 : place.getLineNr(), "JSON", Source.sentence("" + e.getOriginalMessage()));
        } catch (IOException e) {
            // From memory: the bytes are no text.
            throw source.failure(1, "JSON", Source.sentence("" + e.getMessage()));
        } catch (UncheckedIOException e) {
            throw source.failure(1, "JSON", Source.sentence("" + e.getMessage()));
        }
        return chosen();
    }

    /** Looks for networks: at the top, in instance data (RFC 9195), or one alone as RESTCONF answers. */
    private void members(JsonParser json, String path) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = JsonValue.plain(json.currentName());
            String at = path + "." + name;
            json.nextToken();
            switch (name) {
                case "networks", "instance-data-set", "content-data", "data" -> {
                    if (json.currentToken() == JsonToken.START_OBJECT) {
                        members(json, at);
                    } else {
                        json.skipChildren();
                    }
                }
                case "network" -> each(json, at, this::network);
                default -> json.skipChildren();
            }
        }
    }

    private interface Element {
        void read(JsonParser json, String path) throws IOException;
    }

    private void each(JsonParser json, String path, Element element) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw source.failure(json.currentTokenLocation().getLineNr(), path, "an array is due.");
        }
        for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
            String at = "%s[%d]".formatted(path, index);
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw source.failure(json.currentTokenLocation().getLineNr(), at, "an object is due.");
            }
            element.read(json, at);
        }
    }

    private void network(JsonParser json, String path) throws IOException {
        int line = json.currentTokenLocation().getLineNr();
        Remarks own = new Remarks();
        DraftNetwork draft = new DraftNetwork(source, own);
        Rfc8345Elements elements = new Rfc8345Elements(source, own);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = JsonValue.plain(json.currentName());
            String at = path + "." + name;
            json.nextToken();
            switch (name) {
                case "network-id" -> draft.name(JsonValue.read(json, source, at).scalar());
                case "node" ->
                    each(json, at, (one, place) -> draft.add(elements.node(JsonValue.read(one, source, place))));
                case "link" ->
                    each(
                            json,
                            at,
                            (one, place) -> elements.link(JsonValue.read(one, source, place))
                                    .ifPresent(draft::add));
                default -> json.skipChildren();
            }
        }
        networks.add(new Found(line, draft, own));
    }

    private DraftNetwork chosen() {
        if (networks.isEmpty()) {
            throw source.failure(1, "$", "there is no ietf-network:networks with a network in it.");
        }
        Found chosen = options.network()
                .map(this::named)
                .orElseGet(() -> networks.stream()
                        .filter(one -> !one.draft().links().isEmpty())
                        .findFirst()
                        .orElse(networks.getFirst()));
        for (Found other : networks) {
            if (other != chosen) {
                String reason = "networks other than '%s' (--network chooses)"
                        .formatted(Source.quoted(chosen.draft().name()));
                if (options.network().isPresent()) {
                    remarks.told(reason, other.line(), other.draft().name());
                } else {
                    remarks.dropped(reason, other.line(), other.draft().name());
                }
            }
        }
        remarks.addAll(chosen.remarks());
        return chosen.draft();
    }

    private Found named(String id) {
        Optional<Found> found =
                networks.stream().filter(one -> one.draft().name().equals(id)).findFirst();
        return found.orElseThrow(() -> source.failure(
                1,
                "network-id",
                "none is '%s'; there are %s."
                        .formatted(
                                Source.quoted(id),
                                networks.stream()
                                        .limit(10)
                                        .map(one ->
                                                "'" + Source.quoted(one.draft().name()) + "'")
                                        .toList())));
    }
}
