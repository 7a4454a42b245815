package dev.braid.intent.store;

import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.Verbatim;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The terms of generations of intents, also of those that were replaced. */
@ApplicationScoped
public class EarlierTermsRepository {
    private static final String INSERT = """
            insert into earlier_terms (tenant_id, intent_id, generation, terms) values (?1, ?2, ?3, ?4)
            on conflict do nothing""";

    private static final String SELECT =
            "select generation, terms from earlier_terms where tenant_id = ?1 and intent_id = ?2";

    /** Keeps the terms of the intent as it stands, before its next generation takes its place. */
    public Uni<Void> keep(StatelessSession session, Intent replaced) {
        return session.createNativeQuery(INSERT)
                .setParameter(1, replaced.id().tenantId())
                .setParameter(2, replaced.id().intentId())
                .setParameter(3, replaced.generation())
                .setParameter(4, replaced.spec().terms().bytes())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The terms by generation, those of the newest too. */
    public Uni<Map<Long, Verbatim>> read(StatelessSession session, Intent intent) {
        IntentId id = intent.id();
        return session.createNativeQuery(SELECT, Tuple.class)
                .setParameter(1, id.tenantId())
                .setParameter(2, id.intentId())
                .getResultList()
                .map(rows -> {
                    Map<Long, Verbatim> terms = new HashMap<>();
                    rows.forEach(row -> terms.put(row.get(0, Long.class), Verbatim.of(row.get(1, byte[].class))));
                    terms.put(intent.generation(), intent.spec().terms());
                    return terms;
                });
    }
}
