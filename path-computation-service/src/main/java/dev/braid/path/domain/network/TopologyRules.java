package dev.braid.path.domain.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What every topology keeps to: nothing names a missing element, links come in pairs that mirror each other, and what
 * carries a path stays where it is.
 */
final class TopologyRules {
    private final Topology before;
    private final Topology after;
    private final ToLongFunction<String> reservedBps;
    private final List<String> violations = new ArrayList<>();

    TopologyRules(Topology before, Topology after, ToLongFunction<String> reservedBps) {
        this.before = before;
        this.after = after;
        this.reservedBps = reservedBps;
    }

    List<String> violations(Collection<VersionedElement> changed, Collection<ElementReference> removed) {
        changed.forEach(fresh -> references(fresh.element()));
        if (!removed.isEmpty()) {
            after.elements().forEach(left -> references(left.element()));
        }
        mirrors(changed, removed);
        inUse();
        return violations.stream().distinct().toList();
    }

    private void references(Element element) {
        switch (element) {
            case Provider _, Metro _, RiskGroup _ -> {}
            case Location location -> require(location, ElementKind.METRO, location.metroId());
            case Node node -> {
                require(node, ElementKind.PROVIDER, node.providerId());
                require(node, ElementKind.LOCATION, node.locationId());
            }
            case Link link -> {
                require(link, ElementKind.PROVIDER, link.providerId());
                require(link, ElementKind.NODE, link.fromNodeId());
                require(link, ElementKind.NODE, link.toNodeId());
                link.riskGroupIds().forEach(id -> require(link, ElementKind.RISK_GROUP, id));
            }
        }
    }

    private void require(Element element, ElementKind kind, String id) {
        if (!after.contains(kind, id)) {
            violations.add("%s names %s, which does not exist."
                    .formatted(element.reference(), new ElementReference(kind, id)));
        }
    }

    /** A change of one link of a pair, or the loss of it, concerns the other one too. */
    private void mirrors(Collection<VersionedElement> changed, Collection<ElementReference> removed) {
        Set<String> concerned = new HashSet<>();
        for (VersionedElement fresh : changed) {
            if (fresh.element() instanceof Link link) {
                concerned.add(link.linkId());
                concerned.add(link.reverseLinkId());
                before.link(link.linkId()).ifPresent(old -> concerned.add(old.reverseLinkId()));
            }
        }
        for (ElementReference gone : removed) {
            if (gone.kind() == ElementKind.LINK) {
                before.link(gone.id()).ifPresent(old -> concerned.add(old.reverseLinkId()));
            }
        }
        concerned.stream().sorted().forEach(id -> after.link(id).ifPresent(this::mirror));
    }

    private void mirror(Link link) {
        if (link.fromNodeId().equals(link.toNodeId())) {
            violations.add("%s starts and ends at node %s.".formatted(link.reference(), link.fromNodeId()));
        }
        Link reverse = after.link(link.reverseLinkId()).orElse(null);
        if (reverse == null) {
            violations.add("%s names %s as its reverse, which does not exist."
                    .formatted(link.reference(), link.reverseLinkId()));
        } else if (!reverse.reverseLinkId().equals(link.linkId())
                || !reverse.fromNodeId().equals(link.toNodeId())
                || !reverse.toNodeId().equals(link.fromNodeId())
                || !reverse.providerId().equals(link.providerId())) {
            violations.add("%s and its reverse %s do not mirror each other: provider, ends and names must match."
                    .formatted(link.reference(), link.reverseLinkId()));
        }
    }

    private void inUse() {
        for (Link old : before.links()) {
            long reserved = reservedBps.applyAsLong(old.linkId());
            if (reserved > 0) {
                after.link(old.linkId())
                        .ifPresentOrElse(
                                link -> keeps(old, link, reserved),
                                () -> violations.add("%s carries %d bit/s of paths and cannot be removed."
                                        .formatted(old.reference(), reserved)));
            }
        }
    }

    private void keeps(Link old, Link link, long reserved) {
        if (link.capacityBps() < reserved) {
            violations.add("%s carries %d bit/s of paths, more than the new capacity of %d bit/s."
                    .formatted(link.reference(), reserved, link.capacityBps()));
        }
        if (!link.providerId().equals(old.providerId())
                || !link.fromNodeId().equals(old.fromNodeId())
                || !link.toNodeId().equals(old.toNodeId())
                || !link.reverseLinkId().equals(old.reverseLinkId())
                || !after.node(old.fromNodeId()).equals(before.node(old.fromNodeId()))
                || !after.node(old.toNodeId()).equals(before.node(old.toNodeId()))) {
            violations.add("%s carries %d bit/s of paths: its provider, ends and reverse cannot change."
                    .formatted(link.reference(), reserved));
        }
    }
}
