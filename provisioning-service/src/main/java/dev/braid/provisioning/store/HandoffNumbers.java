package dev.braid.provisioning.store;

import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.domain.Handoff;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The numbers under which connections change hands, each taken once at an interconnect; seen by all tenants' workers. */
@ApplicationScoped
public class HandoffNumbers {
    /** At random, so that few who draw at the same time meet, and a number that was let go rests for a while. */
    private static final String DRAW = """
            insert into handoff_numbers (interconnect_id, number, tenant_id, connection_id)
            select cast(?1 as text), number, cast(?2 as text), cast(?3 as text)
            from generate_series(1, cast(?4 as int)) as free (number)
            where not exists (
                select from handoff_numbers taken
                where taken.interconnect_id = cast(?1 as text) and taken.number = free.number)
            order by random() limit 1
            on conflict do nothing returning number""";

    private static final String TAKEN = "select count(*) from handoff_numbers where interconnect_id = ?1";

    private static final String KEEP = """
            delete from handoff_numbers where tenant_id = ?1 and connection_id = ?2
              and (interconnect_id, number) not in (
                select * from unnest(cast(?3 as text[]), cast(?4 as int[])))""";

    /** What came of drawing. */
    public sealed interface Draw {
        /** A number at each interconnect. */
        record Drawn(Map<String, Integer> numbers) implements Draw {}

        /** All are taken at this one. */
        record Exhausted(String interconnectId) implements Draw {}
    }

    /** Takes a number at each of the interconnects for the connection; in their order, so that no two wait for each other. */
    public Uni<Draw> draw(StatelessSession session, Connection connection, SortedSet<String> interconnectIds) {
        return draw(session, connection, interconnectIds.iterator(), new HashMap<>());
    }

    private Uni<Draw> draw(
            StatelessSession session, Connection connection, Iterator<String> rest, Map<String, Integer> drawn) {
        return rest.hasNext()
                ? drawAt(session, connection, rest.next(), rest, drawn)
                : Uni.createFrom().item(new Draw.Drawn(Map.copyOf(drawn)));
    }

    private Uni<Draw> drawAt(
            StatelessSession session,
            Connection connection,
            String interconnectId,
            Iterator<String> rest,
            Map<String, Integer> drawn) {
        return session.createNativeQuery(DRAW, Integer.class)
                .setParameter(1, interconnectId)
                .setParameter(2, connection.tenantId())
                .setParameter(3, connection.connectionId())
                .setParameter(4, Handoff.MOST)
                .getResultList()
                .chain(numbers -> {
                    if (numbers.isEmpty()) {
                        return again(session, connection, interconnectId, rest, drawn);
                    }
                    drawn.put(interconnectId, numbers.getFirst());
                    return draw(session, connection, rest, drawn);
                });
    }

    /** None was free, or somebody else took the same one and has committed by now. */
    private Uni<Draw> again(
            StatelessSession session,
            Connection connection,
            String interconnectId,
            Iterator<String> rest,
            Map<String, Integer> drawn) {
        return session.createNativeQuery(TAKEN, Long.class)
                .setParameter(1, interconnectId)
                .getSingleResult()
                .chain(taken -> taken >= Handoff.MOST
                        ? Uni.createFrom().item(new Draw.Exhausted(interconnectId))
                        : drawAt(session, connection, interconnectId, rest, drawn));
    }

    /** Lets all numbers of the connection go but these. */
    public Uni<Void> keep(StatelessSession session, Connection connection, Set<Handoff> held) {
        List<Handoff> kept = List.copyOf(held);
        return session.createNativeQuery(KEEP)
                .setParameter(1, connection.tenantId())
                .setParameter(2, connection.connectionId())
                .setParameter(3, kept.stream().map(Handoff::interconnectId).toArray(String[]::new))
                .setParameter(4, kept.stream().map(Handoff::number).toArray(Integer[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }
}
