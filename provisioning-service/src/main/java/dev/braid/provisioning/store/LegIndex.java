package dev.braid.provisioning.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** What we have at all providers together. */
@ApplicationScoped
public class LegIndex {
    private static final String KNOWN = "select leg_id from legs where leg_id = any(?1)";
    private static final String OF_LEG =
            "select tenant_id, connection_id from legs where provider_id = ?1 and leg_id = ?2";
    private static final String HELD = """
            select provider_id, count(*), count(frozen_since_time) from legs
            where state in ('WAITING', 'RESERVED', 'ACTIVE', 'ASTRAY', 'RELEASING') group by provider_id""";

    /** Those of the references that no leg has. */
    public Uni<Set<String>> unknown(StatelessSession session, Set<String> references) {
        return session.createNativeQuery(KNOWN, String.class)
                .setParameter(1, references.toArray(String[]::new))
                .getResultList()
                .map(known -> {
                    Set<String> unknown = new HashSet<>(references);
                    known.forEach(unknown::remove);
                    return unknown;
                });
    }

    /** Whose leg that is. */
    public Uni<Optional<ConnectionRow.Key>> connectionOf(StatelessSession session, String providerId, String legId) {
        return session.createNativeQuery(OF_LEG, Tuple.class)
                .setParameter(1, providerId)
                .setParameter(2, legId)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new ConnectionRow.Key(row.get(0, String.class), row.get(1, String.class)))
                        .findFirst());
    }

    /** Of one provider: the legs that it holds for us, and those of them that are frozen. */
    public record Counts(long held, long frozen) {
        /** Of one that holds nothing. */
        public static final Counts NONE = new Counts(0, 0);
    }

    /** How many legs each provider holds for us. */
    public Uni<Map<String, Counts>> countsByProvider(StatelessSession session) {
        return session.createNativeQuery(HELD, Tuple.class)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> row.get(0, String.class),
                                row -> new Counts(
                                        row.get(1, Number.class).longValue(),
                                        row.get(2, Number.class).longValue()))));
    }
}
