package dev.braid.provisioning.store;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.domain.LegState;
import dev.braid.provisioning.domain.Step;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The history of the legs: what was commanded and what the providers said, written with the state that came of it. */
@ApplicationScoped
public class StepLog {
    private static final int LONGEST_WORDS = 2000;
    private static final int FORGOTTEN_AT_ONCE = 10_000;

    private static final String INSERT = """
            insert into leg_steps (tenant_id, connection_id, leg_id, provider_id, occur_time, verb, revision,
                bandwidth_bps, outcome, words, state)
            select tenant_id, connection_id, leg_id, provider_id, ?1, verb, revision, bandwidth_bps, outcome, words, state
            from unnest(cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]), cast(?5 as text[]),
                    cast(?6 as text[]), cast(?7 as bigint[]), cast(?8 as bigint[]), cast(?9 as text[]),
                    cast(?10 as text[]), cast(?11 as text[]))
                with ordinality as step (tenant_id, connection_id, leg_id, provider_id, verb, revision, bandwidth_bps,
                    outcome, words, state, place)
            order by place""";

    private static final String PAGE = """
            select id, occur_time, leg_id, provider_id, verb, revision, bandwidth_bps, outcome, words, state
            from leg_steps where connection_id = ?1 and id > ?2 and (?3 = '' or leg_id = ?3) order by id limit ?4""";

    private static final String FORGET = """
            delete from leg_steps where id in (select id from leg_steps where occur_time < ?1 order by occur_time limit ?2)""";

    /** A step of a leg of that connection. */
    public record Entry(Connection connection, Step step) {}

    /** Writes down what happened to the legs of connections, in this order. */
    public Uni<Void> add(StatelessSession session, List<Entry> entries, Instant now) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Step> steps = entries.stream().map(Entry::step).toList();
        return session.createNativeQuery(INSERT)
                .setParameter(1, OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                .setParameter(2, texts(entries, entry -> entry.connection().tenantId()))
                .setParameter(3, texts(entries, entry -> entry.connection().connectionId()))
                .setParameter(4, texts(steps, Step::legId))
                .setParameter(5, texts(steps, Step::providerId))
                .setParameter(6, texts(steps, step -> step.verb().name()))
                .setParameter(7, steps.stream().map(Step::revision).toArray(Long[]::new))
                .setParameter(8, steps.stream().map(Step::bandwidthBps).toArray(Long[]::new))
                .setParameter(
                        9, texts(steps, step -> step.outcome().map(Enum::name).orElse(null)))
                .setParameter(10, texts(steps, step -> cut(step.words())))
                .setParameter(11, texts(steps, step -> step.state().name()))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** PostgreSQL keeps no NUL in a text, and a provider says what it likes. */
    private static String cut(String words) {
        String plain = words.replace("\0", "");
        return plain.substring(
                0, plain.offsetByCodePoints(0, Math.min(LONGEST_WORDS, plain.codePointCount(0, plain.length()))));
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    /** The steps after that one, of one leg or, where it is empty, of all legs of the connection. */
    public Uni<List<StepRow>> page(
            StatelessSession session, String connectionId, String legId, long afterId, int size) {
        return session.createNativeQuery(PAGE, Tuple.class)
                .setParameter(1, connectionId)
                .setParameter(2, afterId)
                .setParameter(3, legId)
                .setParameter(4, size)
                .getResultList()
                .map(rows -> rows.stream().map(StepLog::row).toList());
    }

    private static StepRow row(Tuple row) {
        return new StepRow(
                row.get("id", Long.class),
                row.get("occur_time", OffsetDateTime.class).toInstant(),
                new Step(
                        row.get("leg_id", String.class),
                        row.get("provider_id", String.class),
                        Verb.valueOf(row.get("verb", String.class)),
                        row.get("revision", Long.class),
                        row.get("bandwidth_bps", Long.class),
                        Optional.ofNullable(row.get("outcome", String.class)).map(Step.Outcome::valueOf),
                        row.get("words", String.class),
                        LegState.valueOf(row.get("state", String.class))));
    }

    /** Deletes some of the steps that are older, and says how many. */
    public Uni<Integer> forget(StatelessSession session, Instant olderThan) {
        return session.createNativeQuery(FORGET)
                .setParameter(1, OffsetDateTime.ofInstant(olderThan, ZoneOffset.UTC))
                .setParameter(2, FORGOTTEN_AT_ONCE)
                .executeUpdate();
    }
}
