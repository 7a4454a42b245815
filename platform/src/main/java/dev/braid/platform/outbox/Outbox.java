package dev.braid.platform.outbox;

import dev.braid.platform.events.OutgoingEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Where a transaction leaves the events it causes: they commit with it or not at all. */
@ApplicationScoped
public class Outbox {
    private static final String INSERT = """
            insert into outbox (topic, key, type, event_id, occur_time, payload)
            values (?1, ?2, ?3, ?4, ?5, ?6)""";

    /** Ids rise in the order of the events. */
    private static final String INSERT_ALL = """
            insert into outbox (topic, key, type, event_id, occur_time, payload)
            select topic, key, type, event_id, cast(occur_time as timestamptz), decode(payload, 'base64')
            from unnest(cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]),
                    cast(?5 as text[]), cast(?6 as text[]))
                with ordinality as event (topic, key, type, event_id, occur_time, payload, place)
            order by place""";

    private final Set<Mutiny.StatelessSession> written =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /** Leaves the event in the session's transaction. */
    public Uni<Void> add(Mutiny.StatelessSession session, OutgoingEvent event) {
        return session.createNativeQuery(INSERT)
                .setParameter(1, event.topic().topicName())
                .setParameter(2, event.key())
                .setParameter(3, event.type())
                .setParameter(4, event.eventId())
                .setParameter(5, OffsetDateTime.ofInstant(event.occurTime(), ZoneOffset.UTC))
                .setParameter(6, event.payload().toByteArray())
                .executeUpdate()
                .invoke(() -> written.add(session))
                .replaceWithVoid();
    }

    /** Leaves the events in the session's transaction, in this order. */
    public Uni<Void> addAll(Mutiny.StatelessSession session, List<OutgoingEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(INSERT_ALL)
                .setParameter(1, texts(events, event -> event.topic().topicName()))
                .setParameter(2, texts(events, OutgoingEvent::key))
                .setParameter(3, texts(events, OutgoingEvent::type))
                .setParameter(4, texts(events, OutgoingEvent::eventId))
                .setParameter(5, texts(events, event -> event.occurTime().toString()))
                .setParameter(
                        6,
                        texts(
                                events,
                                event -> Base64.getEncoder()
                                        .encodeToString(event.payload().toByteArray())))
                .executeUpdate()
                .invoke(() -> written.add(session))
                .replaceWithVoid();
    }

    private static String[] texts(List<OutgoingEvent> events, Function<OutgoingEvent, String> text) {
        return events.stream().map(text).toArray(String[]::new);
    }

    /** Whether the session's transaction left anything here, asked once when it is over. */
    public boolean forget(Mutiny.StatelessSession session) {
        return written.remove(session);
    }
}
