package dev.braid.pcep.session;

import dev.braid.pcep.wire.Hop;
import dev.braid.pcep.wire.Lsp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One LSP as its router has last reported it, and when that was.
 *
 * @param name the order that it is of, told from its path name
 */
public record KnownLsp(String name, Lsp lsp, List<Hop> route, Optional<Float> bytesPerSecond, Instant reportTime) {
    public KnownLsp {
        route = List.copyOf(route);
    }
}
