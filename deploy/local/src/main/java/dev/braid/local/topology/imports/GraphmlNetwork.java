package dev.braid.local.topology.imports;

import dev.braid.local.topology.imports.DraftLink.End;
import dev.braid.local.topology.imports.DraftLink.Traits;
import dev.braid.local.topology.imports.GraphmlElement.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** What the elements of GraphML mean, with the names of the Internet Topology Zoo. */
final class GraphmlNetwork {
    private final Source source;
    private final Remarks remarks;
    private final DraftNetwork draft;

    GraphmlNetwork(Source source, Remarks remarks) {
        this.source = source;
        this.remarks = remarks;
        this.draft = new DraftNetwork(source, remarks);
    }

    DraftNetwork draft() {
        return draft;
    }

    void graph(GraphmlElement graph, boolean nested) {
        if (nested) {
            remarks.told("graphs inside nodes: their nodes are taken as all others", graph.line(), "graph");
            return;
        }
        graph.value("network", "label", "name").ifPresent(name -> draft.name(name.text()));
        graph.value("geolocation", "country").ifPresent(country -> draft.country(country.text()));
    }

    void node(GraphmlElement node) {
        String id = node.attribute("id").strip();
        if (id.isEmpty()) {
            throw source.failure(node.line(), "node id", "is missing.");
        }
        String label = node.value("label", "name").map(Value::text).orElse(id);
        if (node.value("hyperedge").filter(value -> value.text().equals("1")).isPresent()) {
            remarks.told("nodes that stand for a hyperedge: kept as nodes", node.line(), label);
        }
        draft.add(new DraftNode(
                node.line(),
                id,
                label,
                point(node, id),
                node.value("country", "geocode_country").map(Value::text)));
    }

    private Optional<DraftNode.Point> point(GraphmlElement node, String id) {
        Optional<Value> longitude = node.value("longitude", "lon", "lng");
        Optional<Value> latitude = node.value("latitude", "lat");
        if (longitude.isEmpty() || latitude.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DraftNode.Point(
                field(longitude.get(), "Longitude of node " + id)
                        .within(longitude.get().text(), 180),
                field(latitude.get(), "Latitude of node " + id)
                        .within(latitude.get().text(), 90)));
    }

    void edge(GraphmlElement edge) {
        String from = end(edge, "source");
        String to = end(edge, "target");
        String label = edge.attribute("id").isBlank()
                ? edge.value("id").map(Value::text).orElse(from + "-" + to)
                : edge.attribute("id");
        String directed = edge.attribute("directed");
        draft.add(new DraftLink(
                edge.line(),
                label,
                new End(from, edge.attribute("sourceport")),
                new End(to, edge.attribute("targetport")),
                directed.isEmpty() ? edge.inDirectedGraph() : directed.equals("true"),
                traits(edge, label)));
    }

    /** Two ends are a link; for more a node is added to which each has one. */
    void hyperedge(GraphmlElement edge) {
        List<GraphmlElement> ends = edge.endpoints();
        String label = edge.attribute("id").isBlank() ? "hyperedge-line-" + edge.line() : edge.attribute("id");
        if (ends.size() < 2) {
            remarks.dropped("hyperedges with less than two ends", edge.line(), label);
            return;
        }
        Traits traits = traits(edge, label);
        if (ends.size() == 2) {
            draft.add(new DraftLink(
                    edge.line(),
                    label,
                    new End(end(ends.get(0), "node"), ends.get(0).attribute("port")),
                    new End(end(ends.get(1), "node"), ends.get(1).attribute("port")),
                    false,
                    traits));
            return;
        }
        String middle = "hyperedge " + label;
        remarks.assumed("hyperedges of more than two ends: a node added in the middle", edge.line(), label);
        draft.add(new DraftNode(edge.line(), middle, middle, Optional.empty(), Optional.empty()));
        for (GraphmlElement end : ends) {
            draft.add(new DraftLink(
                    edge.line(),
                    label,
                    new End(middle, ""),
                    new End(end(end, "node"), end.attribute("port")),
                    false,
                    traits));
        }
    }

    private String end(GraphmlElement element, String attribute) {
        String id = element.attribute(attribute).strip();
        if (id.isEmpty()) {
            throw source.failure(element.line(), attribute, "is missing in <%s>.".formatted(element.name()));
        }
        return id;
    }

    private Traits traits(GraphmlElement edge, String label) {
        String words = "%s %s %s"
                .formatted(text(edge, "linktype"), text(edge, "linklabel"), text(edge, "linknote"))
                .toLowerCase(Locale.ROOT);
        return new Traits(
                capacity(edge, label),
                OptionalLong.empty(),
                OptionalLong.empty(),
                new TreeSet<>(),
                words.contains("submarine") || words.contains("undersea"));
    }

    /** The speed in bits per second where there is one, otherwise what people wrote. */
    private OptionalLong capacity(GraphmlElement edge, String label) {
        Optional<Value> raw = edge.value("linkspeedraw");
        if (raw.isPresent()) {
            Field field = field(raw.get(), "LinkSpeedRaw of edge " + label);
            return field.capacityBps(field.decimal(raw.get().text()));
        }
        Optional<Value> speed = edge.value("linkspeed");
        String unit = text(edge, "linkspeedunits");
        if (speed.isPresent() && isNumber(speed.get().text()) && unit.matches("[KMGTkmgt].{0,8}")) {
            Field field = field(speed.get(), "LinkSpeed of edge " + label);
            return field.capacityBps(field.decimal(speed.get().text()) * SpeedLabel.power(unit.substring(0, 1)));
        }
        for (String name : new String[] {"linklabel", "linkspeed", "linktype", "linknote", "label"}) {
            Optional<Value> written = edge.value(name);
            Optional<SpeedLabel.Speed> read = written.flatMap(value -> SpeedLabel.read(value.text()));
            if (read.isPresent()) {
                if (read.get().ofSeveral()) {
                    remarks.assumed(
                            "labels with several speeds: the least counts",
                            written.get().line(),
                            written.get().text());
                }
                return field(written.get(), name + " of edge " + label)
                        .capacityBps(read.get().bps());
            }
        }
        edge.value("linkspeed", "linklabel", "linktype", "linknote")
                .ifPresent(value -> remarks.told("labels without a speed", value.line(), value.text()));
        return OptionalLong.empty();
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && "+-.0123456789".indexOf(text.charAt(0)) >= 0 && !text.contains(" ")
                || text.equals("NaN");
    }

    private static String text(GraphmlElement element, String name) {
        return element.value(name).map(Value::text).orElse("");
    }

    private Field field(Value value, String name) {
        return new Field(source, value.line(), name);
    }
}
