package dev.braid.provisioning.domain;

import java.util.List;

/** What a leg is inside its connection: one provider's links, in order from A to Z. Two plans that name it share the leg. */
public record Route(String providerId, List<String> linkIds) {
    public Route {
        if (providerId.isEmpty()) {
            throw new IllegalArgumentException("A leg names no provider.");
        }
        if (linkIds.isEmpty()) {
            throw new IllegalArgumentException("The leg of provider %s has no links.".formatted(providerId));
        }
        linkIds = List.copyOf(linkIds);
    }
}
