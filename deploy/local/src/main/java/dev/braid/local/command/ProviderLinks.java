package dev.braid.local.command;

import dev.braid.api.topology.v1.ElementKind;
import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.local.Terminal;
import dev.braid.local.client.BraidClient;
import dev.braid.local.client.Pages;
import dev.braid.local.installation.Installation;
import dev.braid.local.process.RunState;
import java.util.Comparator;
import java.util.List;

/** An adapter does not tell which links its provider has; the topology of the running system does. */
final class ProviderLinks {
    private ProviderLinks() {}

    /** Two links that form a path, or one. */
    static List<String> ofRunningSystem(String providerId) {
        Installation installation = Installation.current();
        if (RunState.read(installation).filter(RunState::runs).isEmpty()) {
            throw new CannotVerify(
                    "No links of %s are given, and no system runs whose topology knows them: name some with"
                                    .formatted(providerId)
                            + " --link.");
        }
        try (BraidClient client = new BraidClient(installation)) {
            List<Link> links = new Pages(client)
                    .elements(ElementKind.ELEMENT_KIND_LINK).stream()
                            .map(TopologyElement::getLink)
                            .filter(link -> link.getProviderId().equals(providerId))
                            .sorted(Comparator.comparing(Link::getLinkId))
                            .toList();
            if (links.isEmpty()) {
                throw new CannotVerify(
                        "The running system knows no link of %s: name some with --link.".formatted(providerId));
            }
            List<String> chosen = path(links);
            Terminal.aside().line("Links from the topology of the running system: " + chosen);
            return chosen;
        }
    }

    private static List<String> path(List<Link> links) {
        Link first = links.getFirst();
        return links.stream()
                .filter(next -> next.getFromNodeId().equals(first.getToNodeId())
                        && !next.getToNodeId().equals(first.getFromNodeId()))
                .findFirst()
                .map(next -> List.of(first.getLinkId(), next.getLinkId()))
                .orElseGet(() -> List.of(first.getLinkId()));
    }
}
