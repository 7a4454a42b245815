package dev.braid.path.contract;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names that stand in very many messages and of which there are few: locations, links, tenants. Each is held once. */
final class SharedNames {
    /** Names beyond so many are not those of a network: they are held each time they stand somewhere. */
    private static final int MOST = 1 << 20;

    private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

    private SharedNames() {}

    /** An equal text, the one that is held if one is; holds none for whoever asks. */
    static String known(String name) {
        return NAMES.getOrDefault(name, name);
    }

    /** An equal text, the same for all that are equal. Only of what is admitted: it is held for good. */
    static String of(String name) {
        String known = NAMES.get(name);
        if (known != null || NAMES.size() >= MOST) {
            return known == null ? name : known;
        }
        known = NAMES.putIfAbsent(name, name);
        return known == null ? name : known;
    }
}
