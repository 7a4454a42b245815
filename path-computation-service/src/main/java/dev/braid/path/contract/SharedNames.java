package dev.braid.path.contract;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names that stand in very many messages and of which there are few: locations, links, tenants. Each is held once. */
final class SharedNames {
    private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

    private SharedNames() {}

    /** An equal text, the same for all that are equal. */
    static String of(String name) {
        String known = NAMES.putIfAbsent(name, name);
        return known == null ? name : known;
    }
}
