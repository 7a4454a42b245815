package dev.braid.telemetry.health;

import dev.braid.api.Topic;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.platform.events.EventDecoder;
import dev.braid.platform.events.UnreadableEvent;
import dev.braid.platform.events.UnreadableEvent.Reason;
import dev.braid.platform.proto.Times;
import dev.braid.telemetry.clock.Clocks;
import dev.braid.telemetry.kafka.TopicReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The newest judgement of every connection, whichever replica judged. */
@ApplicationScoped
public class HealthBoard implements TopicReader {
    private static final long KEPT_WITHOUT_CONNECTION_US = Duration.ofMinutes(1).toNanos() / 1_000;

    private final EventDecoder decoder;
    private final HealthSettings settings;
    private final Watchers watchers;
    private final Clocks clocks;
    private final ConcurrentNavigableMap<String, ConnectionHealth> newest = new ConcurrentSkipListMap<>();

    HealthBoard(EventDecoder decoder, HealthSettings settings, Watchers watchers, Clocks clocks) {
        this.decoder = decoder;
        this.settings = settings;
        this.watchers = watchers;
        this.clocks = clocks;
    }

    /** The newest judgement of the connection, if there is one. */
    public Optional<ConnectionHealth> find(String connectionId) {
        return Optional.ofNullable(newest.get(connectionId));
    }

    /** So many judgements that the caller may see, in the order of the connection ids, after the given one. */
    public List<ConnectionHealth> page(Optional<String> after, int size, Predicate<ConnectionHealth> visible) {
        return after.map(key -> newest.tailMap(key, false)).orElse(newest).values().stream()
                .filter(visible)
                .limit(size)
                .toList();
    }

    /** Forgets connections that are no more. A judgement may be read before the path it is of, so new ones stay. */
    void forget(Predicate<String> alive) {
        long oldUs = clocks.wallUs() - KEPT_WITHOUT_CONNECTION_US;
        newest.values()
                .removeIf(health ->
                        !alive.test(health.getConnectionId()) && Times.nearestUs(health.getJudgeTime()) < oldUs);
    }

    @Override
    public Topic topic() {
        return Topic.HEALTH;
    }

    @Override
    public Optional<Duration> lookBack() {
        return Optional.of(settings.repeatCalm().multipliedBy(2));
    }

    @Override
    public void read(ConsumerRecord<String, byte[]> event) {
        if (event.value() == null) {
            return;
        }
        ConnectionHealth health = decoder.decode(event.key(), event.value(), ConnectionHealth.parser());
        if (!health.getConnectionId().equals(event.key())) {
            throw new UnreadableEvent(
                    Reason.INVALID,
                    "The record under the key %s judges '%s'.".formatted(event.key(), health.getConnectionId()));
        }
        if (isNews(health, newest.get(event.key()))) {
            newest.put(event.key(), health);
            watchers.tell(health);
        }
    }

    /** What was judged in the future gives way to what was judged after the clock was set right. */
    private boolean isNews(ConnectionHealth health, ConnectionHealth known) {
        if (known == null) {
            return true;
        }
        long knownUs = Times.nearestUs(known.getJudgeTime());
        return Times.nearestUs(health.getJudgeTime()) > knownUs || clocks.now().isBefore(knownUs);
    }
}
