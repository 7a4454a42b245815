package dev.braid.path.domain.network;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** All elements of the network at one moment, immutable, in the order of kinds and ids. */
public final class Topology {
    /** No element at all. */
    public static final Topology EMPTY = new Topology(new TreeMap<>());

    private final NavigableMap<ElementReference, VersionedElement> elements;
    /** The same in no order: single elements are asked for very often. */
    private final Map<ElementReference, VersionedElement> byReference;

    private Topology(NavigableMap<ElementReference, VersionedElement> elements) {
        this.elements = Collections.unmodifiableNavigableMap(elements);
        this.byReference = new HashMap<>(elements);
    }

    /** The element of that name, if there is one. */
    public Optional<VersionedElement> find(ElementReference reference) {
        return Optional.ofNullable(byReference.get(reference));
    }

    /** The link of that id, if there is one. */
    public Optional<Link> link(String linkId) {
        return find(ElementKind.LINK, linkId, Link.class);
    }

    /** The node of that id, if there is one. */
    public Optional<Node> node(String nodeId) {
        return find(ElementKind.NODE, nodeId, Node.class);
    }

    /** The provider of that id, if there is one. */
    public Optional<Provider> provider(String providerId) {
        return find(ElementKind.PROVIDER, providerId, Provider.class);
    }

    /** The location of that id, if there is one. */
    public Optional<Location> location(String locationId) {
        return find(ElementKind.LOCATION, locationId, Location.class);
    }

    /** The metro of that id, if there is one. */
    public Optional<Metro> metro(String metroId) {
        return find(ElementKind.METRO, metroId, Metro.class);
    }

    /** Whether there is such an element. */
    public boolean contains(ElementKind kind, String id) {
        return byReference.containsKey(new ElementReference(kind, id));
    }

    private <E extends Element> Optional<E> find(ElementKind kind, String id, Class<E> type) {
        return find(new ElementReference(kind, id)).map(found -> type.cast(found.element()));
    }

    /** All links in the order of their ids. */
    public List<Link> links() {
        return list(ElementKind.LINK, "", Integer.MAX_VALUE).stream()
                .map(found -> (Link) found.element())
                .toList();
    }

    /** All nodes in the order of their ids. */
    public List<Node> nodes() {
        return list(ElementKind.NODE, "", Integer.MAX_VALUE).stream()
                .map(found -> (Node) found.element())
                .toList();
    }

    /** At most so many elements of one kind whose ids come after the given one, in the order of their ids. */
    public List<VersionedElement> list(ElementKind kind, String afterId, int limit) {
        SortedMap<ElementReference, VersionedElement> tail =
                elements.tailMap(new ElementReference(kind, afterId), false);
        List<VersionedElement> page = new ArrayList<>();
        for (var entry : tail.entrySet()) {
            if (entry.getKey().kind() != kind || page.size() == limit) {
                break;
            }
            page.add(entry.getValue());
        }
        return page;
    }

    /** All elements. */
    public Collection<VersionedElement> elements() {
        return elements.values();
    }

    /**
     * Decides a change. What is equal already changes nothing; what is new or different gets a version above the last
     * one, and above that of an element of the same name that was removed before.
     *
     * @param reservedBps what plans hold of a link
     */
    public TopologyOutcome decide(TopologyChange change, ToLongFunction<String> reservedBps, Instant now) {
        NavigableMap<ElementReference, VersionedElement> next = new TreeMap<>(elements);
        List<String> violations = new ArrayList<>();
        List<VersionedElement> changed = new ArrayList<>();
        List<ElementReference> removed = new ArrayList<>();
        List<ElementReference> named = new ArrayList<>();
        int unchanged = 0;
        for (ElementReference removal : change.removals()) {
            named.add(removal);
            if (next.remove(removal) == null) {
                violations.add("There is no %s to remove.".formatted(removal));
            } else {
                removed.add(removal);
            }
        }
        for (Element upsert : change.upserts()) {
            named.add(upsert.reference());
            VersionedElement old = next.get(upsert.reference());
            if (old != null && old.element().equals(upsert)) {
                unchanged++;
                continue;
            }
            long version = Math.max(now.toEpochMilli(), old == null ? 1 : old.version() + 1);
            VersionedElement fresh = new VersionedElement(version, upsert);
            next.put(upsert.reference(), fresh);
            changed.add(fresh);
        }
        Collections.sort(named);
        for (int i = 1; i < named.size(); i++) {
            if (named.get(i).equals(named.get(i - 1))) {
                violations.add("The change names %s more than once.".formatted(named.get(i)));
            }
        }
        Topology candidate = new Topology(next);
        violations.addAll(new TopologyRules(this, candidate, reservedBps).violations(changed, removed));
        return violations.isEmpty()
                ? new TopologyOutcome.Accepted(candidate, changed, removed, unchanged)
                : new TopologyOutcome.Refused(violations);
    }

    /** Takes what was decided before as it stands on the topic; stale versions are left out. */
    public Topology with(Collection<VersionedElement> changed, Collection<ElementReference> removed) {
        NavigableMap<ElementReference, VersionedElement> next = new TreeMap<>(elements);
        removed.forEach(next::remove);
        for (VersionedElement fresh : changed) {
            next.merge(
                    fresh.element().reference(), fresh, (old, later) -> later.version() > old.version() ? later : old);
        }
        return new Topology(next);
    }
}
