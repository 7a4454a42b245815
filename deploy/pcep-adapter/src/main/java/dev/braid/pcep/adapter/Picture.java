package dev.braid.pcep.adapter;

import dev.braid.pcep.session.KnownLsp;
import dev.braid.pcep.session.Session;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What some routers say that they hold, by router and by name. */
final class Picture {
    private final Map<String, Map<String, KnownLsp>> byRouter = new LinkedHashMap<>();

    static Picture of(Collection<Session> sessions) {
        Picture picture = new Picture();
        for (Session session : sessions) {
            Map<String, KnownLsp> named = new HashMap<>();
            session.all().forEach(it -> named.put(it.name(), it));
            picture.byRouter.put(session.router().id(), named);
        }
        return picture;
    }

    Optional<KnownLsp> find(String routerId, String name) {
        return Optional.ofNullable(byRouter.getOrDefault(routerId, Map.of()).get(name));
    }

    /** By router, the LSPs with that name. */
    Map<String, KnownLsp> named(String name) {
        Map<String, KnownLsp> found = new LinkedHashMap<>();
        byRouter.forEach((routerId, lsps) -> {
            if (lsps.containsKey(name)) {
                found.put(routerId, lsps.get(name));
            }
        });
        return found;
    }

    /** The names of LSPs that a PCE asked for; the others are the operator's own. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        byRouter.values()
                .forEach(lsps ->
                        lsps.values().stream().filter(it -> it.lsp().created()).forEach(it -> names.add(it.name())));
        return names;
    }
}
