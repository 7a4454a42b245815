package dev.braid.telemetry.network;

import dev.braid.api.Topic;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.platform.events.EventDecoder;
import dev.braid.platform.events.UnreadableEvent;
import dev.braid.platform.events.UnreadableEvent.Reason;
import dev.braid.telemetry.domain.MeasuredPlan;
import dev.braid.telemetry.domain.PathFacts;
import dev.braid.telemetry.domain.PathFacts.Stage;
import dev.braid.telemetry.kafka.TopicReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The plans of all connections, and which of them carry traffic: from path computation's topic. */
@ApplicationScoped
public class PathBook implements TopicReader {
    private final EventDecoder decoder;
    private final Map<String, Followed> connections = new ConcurrentHashMap<>();
    private volatile Set<String> linksInUse = Set.of();

    /**
     * One connection.
     *
     * @param partition where its records stand, by which replicas share out the judging
     * @param measured the plan that carries its traffic, if one does
     */
    public record Followed(int partition, PathFacts facts, Optional<MeasuredPlan> measured) {}

    PathBook(EventDecoder decoder) {
        this.decoder = decoder;
    }

    /** Every connection that there is. */
    public Collection<Followed> all() {
        return connections.values();
    }

    /** The connection, if there is or was one that is still told of. */
    public Optional<PathFacts> find(String connectionId) {
        return Optional.ofNullable(connections.get(connectionId)).map(Followed::facts);
    }

    /** Whether there is such a connection, and something of it is still wanted or held. */
    public boolean isAlive(String connectionId) {
        Followed followed = connections.get(connectionId);
        return followed != null && followed.facts().stage() != Stage.ENDED;
    }

    /** Whether the link carries a connection's traffic. */
    public boolean isInUse(String linkId) {
        return linksInUse.contains(linkId);
    }

    /** Says which plan was measured before this process lived, for a connection whose record does not tell. */
    public void recall(PathFacts facts, MeasuredPlan before) {
        connections.computeIfPresent(
                facts.connectionId(),
                (_, known) -> known.facts().equals(facts)
                        ? new Followed(known.partition(), facts, facts.measured(Optional.of(before)))
                        : known);
    }

    /** Brings {@link #isInUse} up to date. */
    public void refreshLinksInUse() {
        linksInUse = connections.values().stream()
                .flatMap(followed -> followed.measured().stream())
                .flatMap(plan -> plan.linkIds().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Topic topic() {
        return Topic.PATHS;
    }

    @Override
    public void read(ConsumerRecord<String, byte[]> event) {
        if (event.value() == null) {
            if (event.key() != null) {
                connections.remove(event.key());
            }
            return;
        }
        PathRecord path = decoder.decode(event.key(), event.value(), PathRecord.parser());
        if (!path.getConnectionId().equals(event.key()) || path.getTenantId().isEmpty()) {
            throw new UnreadableEvent(
                    Reason.INVALID,
                    "The record under the key %s names the connection '%s' of the tenant '%s'."
                            .formatted(event.key(), path.getConnectionId(), path.getTenantId()));
        }
        PathFacts facts = PathProto.facts(path);
        connections.compute(facts.connectionId(), (_, known) -> {
            if (known != null && known.facts().sequence() >= facts.sequence()) {
                return known;
            }
            Optional<MeasuredPlan> before = known == null ? Optional.empty() : known.measured();
            return new Followed(event.partition(), facts, facts.measured(before));
        });
    }
}
