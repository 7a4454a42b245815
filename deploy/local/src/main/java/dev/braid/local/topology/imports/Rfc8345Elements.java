package dev.braid.local.topology.imports;

import dev.braid.local.topology.imports.DraftLink.End;
import dev.braid.local.topology.imports.DraftLink.Traits;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What nodes and links of RFC 8345 mean, with the attributes of TE topologies (RFC 8795), layer 2 (RFC 8944), layer 3
 * (RFC 8346) and places (RFC 9179).
 */
final class Rfc8345Elements {
    private static final long UINT32 = 0xFFFF_FFFFL;
    private static final double BITS = 8;
    private static final double MEGABIT = 1e6;
    // A float of IEEE 754 in hexadecimal, in bytes per second; the exponent may be left empty.
    private static final Pattern IEEE_FLOAT =
            Pattern.compile("0[xX][0-9a-fA-F]{1,2}(?:\\.[0-9a-fA-F]{0,6})?[pP]\\+?[0-9]{0,3}");
    private static final Pattern NEGATIVE = Pattern.compile("-[0-9].*");

    private final Source source;
    private final Remarks remarks;

    Rfc8345Elements(Source source, Remarks remarks) {
        this.source = source;
        this.remarks = remarks;
    }

    DraftNode node(JsonValue node) {
        JsonValue id = node.text("node-id")
                .orElseThrow(() -> source.failure(node.line(), node.path() + ".node-id", "is missing."));
        String label = node.text("te", "te-node-attributes", "name")
                .or(() -> node.text("l3-node-attributes", "name"))
                .or(() -> node.text("l2-node-attributes", "name"))
                .map(JsonValue::scalar)
                .orElse(id.scalar());
        return new DraftNode(node.line(), id.scalar(), label, point(node), Optional.empty());
    }

    private Optional<DraftNode.Point> point(JsonValue node) {
        return node.at("te", "geolocation")
                .or(() -> node.at("te", "te-node-attributes", "geolocation"))
                .or(() -> node.at("geo-location", "location"))
                .flatMap(place -> place.text("longitude")
                        .flatMap(longitude -> place.text("latitude")
                                .map(latitude -> new DraftNode.Point(
                                        longitude.field(source).within(longitude.scalar(), 180),
                                        latitude.field(source).within(latitude.scalar(), 90)))));
    }

    /** Empty where one of its ends is not said, as of links to other domains. */
    Optional<DraftLink> link(JsonValue link) {
        JsonValue id = link.text("link-id")
                .orElseThrow(() -> source.failure(link.line(), link.path() + ".link-id", "is missing."));
        Optional<JsonValue> from = link.text("source", "source-node");
        Optional<JsonValue> to = link.text("destination", "dest-node");
        if (from.isEmpty() || to.isEmpty()) {
            remarks.dropped("links with one end only", link.line(), id.scalar());
            return Optional.empty();
        }
        link.text("te", "te-link-attributes", "admin-status")
                .or(() -> link.text("te", "oper-status"))
                .filter(status -> !status.scalar().equals("up"))
                .ifPresent(status ->
                        remarks.told("links that are not up: taken as all others", status.line(), id.scalar()));
        return Optional.of(new DraftLink(
                link.line(),
                id.scalar(),
                new End(from.get().scalar(), scalar(link, "source", "source-tp")),
                new End(to.get().scalar(), scalar(link, "destination", "dest-tp")),
                true,
                new Traits(
                        capacity(link),
                        link.text("te", "te-link-attributes", "te-delay-metric")
                                .or(() -> link.text("l2-link-attributes", "delay"))
                                .map(delay -> delay.field(source)
                                        .latencyUs(delay.field(source).whole(delay.scalar(), UINT32)))
                                .orElse(OptionalLong.empty()),
                        link.text("te", "te-link-attributes", "te-default-metric")
                                .or(() -> link.text("l3-link-attributes", "metric1"))
                                .map(metric ->
                                        OptionalLong.of(metric.field(source).whole(metric.scalar(), UINT32)))
                                .orElse(OptionalLong.empty()),
                        risks(link),
                        false)));
    }

    private OptionalLong capacity(JsonValue link) {
        Optional<JsonValue> generic =
                link.text("te", "te-link-attributes", "max-link-bandwidth", "te-bandwidth", "generic");
        if (generic.isPresent()) {
            Field field = generic.get().field(source);
            String text = generic.get().scalar().strip();
            if (IEEE_FLOAT.matcher(text).matches()) {
                // Java wants an exponent: a zero in front of one changes nothing.
                return field.capacityBps(Double.parseDouble(text.replaceFirst("[pP]\\+?", "p0")) * BITS);
            }
            if (NEGATIVE.matcher(text).matches() || text.equals("NaN")) {
                throw field.failure("'%s' is no bandwidth.".formatted(Source.quoted(text)));
            }
            remarks.told("bandwidths that are no IEEE 754 bytes per second, such as 0x1p30", field.line(), text);
            return OptionalLong.empty();
        }
        Optional<JsonValue> rate = link.text("l2-link-attributes", "rate");
        return rate.map(value -> {
                    Field field = value.field(source);
                    return field.capacityBps(field.decimal(value.scalar()) * MEGABIT);
                })
                .orElse(OptionalLong.empty());
    }

    private SortedSet<Long> risks(JsonValue link) {
        SortedSet<Long> numbers = new TreeSet<>();
        link.at("te", "te-link-attributes", "te-srlgs", "value").ifPresent(values -> numbers(values, numbers));
        link.at("l2-link-attributes", "srlg").ifPresent(values -> numbers(values, numbers));
        return numbers;
    }

    private void numbers(JsonValue values, SortedSet<Long> numbers) {
        for (JsonValue value : values.items()) {
            numbers.add(value.field(source).whole(value.scalar(), UINT32));
        }
    }

    private static String scalar(JsonValue link, String... names) {
        return link.text(names).map(JsonValue::scalar).orElse("");
    }
}
