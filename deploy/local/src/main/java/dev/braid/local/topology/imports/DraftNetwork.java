package dev.braid.local.topology.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network as the file has it, of bounded size, before anything is worked out. */
final class DraftNetwork {
    /** What {@code braid topology apply} can read again in the memory that {@code ./braid} takes. */
    static final int MAX_NODES = 10_000;

    static final int MAX_LINKS = 40_000;

    private final Source source;
    private final Remarks remarks;
    private final Map<String, DraftNode> nodes = new LinkedHashMap<>();
    private final List<DraftLink> links = new ArrayList<>();
    private String name = "";
    private String country = "";

    DraftNetwork(Source source, Remarks remarks) {
        this.source = source;
        this.remarks = remarks;
    }

    void name(String given) {
        name = given.strip();
    }

    String name() {
        return name;
    }

    /** Of all nodes that name none themselves. */
    void country(String given) {
        country = given.strip();
    }

    String country() {
        return country;
    }

    void add(DraftNode node) {
        if (node.id().isBlank()) {
            throw source.failure(node.line(), "node id", "is missing.");
        }
        if (nodes.size() == MAX_NODES) {
            throw source.failure(node.line(), "node", "there are more than %d.".formatted(MAX_NODES));
        }
        if (nodes.putIfAbsent(node.id(), node) != null) {
            remarks.dropped("nodes whose id an earlier node has", node.line(), node.id());
        }
    }

    void add(DraftLink link) {
        if (links.size() == MAX_LINKS) {
            throw source.failure(link.line(), "link", "there are more than %d.".formatted(MAX_LINKS));
        }
        links.add(link);
    }

    Collection<DraftNode> nodes() {
        return nodes.values();
    }

    DraftNode node(String id) {
        return nodes.get(id);
    }

    List<DraftLink> links() {
        return List.copyOf(links);
    }

    void replaceLinks(List<DraftLink> others) {
        links.clear();
        links.addAll(others);
    }

    /** Leaves out what cannot be a link; only at the end, because a file may name a node before it tells of it. */
    void keepUsableLinks() {
        if (nodes.isEmpty()) {
            throw source.failure(1, "nodes", "there are none.");
        }
        links.removeIf(link -> {
            if (!nodes.containsKey(link.from().node())
                    || !nodes.containsKey(link.to().node())) {
                remarks.dropped("links to nodes that the file does not have", link.line(), link.label());
                return true;
            }
            if (link.from().node().equals(link.to().node())) {
                remarks.dropped("links that start and end at the same node", link.line(), link.label());
                return true;
            }
            return false;
        });
    }
}
