package dev.braid.platform.outbox;

import dev.braid.platform.events.OutgoingEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/** Where a transaction leaves the events it causes: they commit with it or not at all. */
@ApplicationScoped
public class Outbox {
    private static final String INSERT = """
            insert into outbox (topic, key, type, event_id, occur_time, payload)
            values (?1, ?2, ?3, ?4, ?5, ?6)""";

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

    /** Whether the session's transaction left anything here, asked once when it is over. */
    public boolean forget(Mutiny.StatelessSession session) {
        return written.remove(session);
    }
}
