package dev.braid.pcep.session;

import dev.braid.pcep.wire.Lsp;
import dev.braid.pcep.wire.Message.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a router has reported in one session, whole once it has said that its synchronisation is over (RFC 8231,
 * section 5.6). It ends with the session: the next one begins with nothing.
 */
final class LspTable {
    private final Map<Integer, KnownLsp> byId = new HashMap<>();
    private boolean whole;

    /** Takes a report in; the order of the LSP that it is about, if it is about one that has a name. */
    synchronized Optional<String> take(Report report) {
        Lsp lsp = report.lsp();
        if (lsp.plspId() == 0) {
            whole |= !lsp.synchronising();
            return Optional.empty();
        }
        KnownLsp before = byId.get(lsp.plspId());
        Optional<String> name = lsp.name()
                .map(PathName::reference)
                .or(() -> Optional.ofNullable(before).map(KnownLsp::name));
        if (lsp.removed()) {
            byId.remove(lsp.plspId());
        } else if (name.isPresent()) {
            byId.put(
                    lsp.plspId(),
                    new KnownLsp(name.get(), lsp, report.route(), report.bytesPerSecond(), Instant.now()));
        }
        return name;
    }

    /** Forgets an LSP that the router says it does not have. */
    synchronized void forget(int plspId) {
        byId.remove(plspId);
    }

    synchronized boolean whole() {
        return whole;
    }

    synchronized Optional<KnownLsp> find(String name) {
        return byId.values().stream().filter(it -> it.name().equals(name)).findFirst();
    }

    synchronized List<KnownLsp> all() {
        return new ArrayList<>(byId.values());
    }
}
