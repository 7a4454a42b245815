package dev.braid.intent.store;

import dev.braid.intent.domain.Decision;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The decisions on connections: of each the newest that moved it, and the newest that did not. */
@ApplicationScoped
public class DecisionRepository {
    private static final int MOST_OF_A_CONNECTION = 100;

    /** A page ends early rather than grow beyond what one answer carries. */
    private static final int MOST_BYTES_OF_A_PAGE = 2_000_000;

    private static final String INSERT = """
            insert into decisions (tenant_id, connection_id, decision_id, decide_time, moved, decision)
            values (?1, ?2, ?3, ?4, ?5, ?6)
            on conflict do nothing""";

    private static final String FORGET_OLDER = """
            delete from decisions where tenant_id = ?1 and connection_id = ?2 and decision_id in (
                select decision_id from decisions where tenant_id = ?1 and connection_id = ?2 and moved = ?3
                order by decide_time desc, decision_id desc offset ?4)""";

    private static final String RESULT = """
            update decisions set %1$s = coalesce(%1$s, ?4)
            where tenant_id = ?1 and connection_id = ?2 and decision_id = ?3""";

    /** Whose connection, and which. */
    public record Subject(String tenantId, String connectionId) {}

    /** Before which decision a listing goes on. */
    public record Place(Instant decideTime, String decisionId) {}

    /** Decisions, the newest first, and whether older ones follow. */
    public record Page(List<Decision> decisions, boolean more) {}

    /** Whether the scope of the session has the connection. */
    public Uni<Boolean> knows(StatelessSession session, Subject of) {
        return session.get(ConnectionRow.class, new ConnectionRow.Key(of.tenantId(), of.connectionId()))
                .map(row -> row != null);
    }

    /** Adds the decision unless it is there already, and forgets the oldest of its kind where there are too many. */
    public Uni<Void> add(StatelessSession session, Subject of, Decision decision) {
        return session.createNativeQuery(INSERT)
                .setParameter(1, of.tenantId())
                .setParameter(2, of.connectionId())
                .setParameter(3, decision.decisionId())
                .setParameter(4, decision.decideTime())
                .setParameter(5, decision.moved())
                .setParameter(6, decision.words().bytes())
                .executeUpdate()
                .chain(rows -> rows == 0
                        ? Uni.createFrom().voidItem()
                        : session.createNativeQuery(FORGET_OLDER)
                                .setParameter(1, of.tenantId())
                                .setParameter(2, of.connectionId())
                                .setParameter(3, decision.moved())
                                .setParameter(4, MOST_OF_A_CONNECTION)
                                .executeUpdate()
                                .replaceWithVoid());
    }

    /** Adds what came of a decision, unless something of that kind is there already; says whether the decision is known. */
    public Uni<Boolean> add(StatelessSession session, Subject of, String decisionId, Decision.Result result) {
        return session.createNativeQuery(RESULT.formatted(DecisionRow.column(result.kind())))
                .setParameter(1, of.tenantId())
                .setParameter(2, of.connectionId())
                .setParameter(3, decisionId)
                .setParameter(4, result.words().bytes())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** At most so many decisions on the connection before that place, the newest first; fewer where they are large. */
    public Uni<Page> list(StatelessSession session, Subject of, Place before, int limit) {
        return session.createSelectionQuery("""
                        from DecisionRow where tenantId = :tenant and connectionId = :connection
                        and (decideTime < :time or decideTime = :time and decisionId < :id)
                        order by decideTime desc, decisionId desc""", DecisionRow.class)
                .setParameter("tenant", of.tenantId())
                .setParameter("connection", of.connectionId())
                .setParameter("time", before.decideTime())
                .setParameter("id", before.decisionId())
                .setMaxResults(limit + 1)
                .getResultList()
                .map(rows -> page(rows, limit));
    }

    private static Page page(List<DecisionRow> rows, int limit) {
        List<Decision> page = new ArrayList<>();
        long bytes = 0;
        for (DecisionRow row : rows) {
            bytes += row.bytes();
            if (page.size() == limit || bytes > MOST_BYTES_OF_A_PAGE && !page.isEmpty()) {
                return new Page(page, true);
            }
            page.add(row.toDecision());
        }
        return new Page(page, false);
    }
}
