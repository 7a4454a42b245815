package dev.braid.path.domain.decision;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A map that keeps its own changes apart from the map it was forked from. */
final class Layered<K, V> {
    private final Layered<K, V> base;
    private final Map<K, Optional<V>> own = new HashMap<>();

    Layered() {
        this(null);
    }

    private Layered(Layered<K, V> base) {
        this.base = base;
    }

    Layered<K, V> fork() {
        return new Layered<>(this);
    }

    Optional<V> find(K key) {
        Optional<V> mine = own.get(key);
        if (mine != null) {
            return mine;
        }
        return base == null ? Optional.empty() : base.find(key);
    }

    /** Takes what the fork keeps apart. */
    void adopt(Layered<K, V> fork) {
        fork.own.forEach((key, value) -> value.ifPresentOrElse(it -> put(key, it), () -> remove(key)));
    }

    void put(K key, V value) {
        own.put(key, Optional.of(value));
    }

    void remove(K key) {
        if (base == null) {
            own.remove(key);
        } else {
            own.put(key, Optional.empty());
        }
    }
}
