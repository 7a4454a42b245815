package dev.braid.telemetry.network;

import dev.braid.api.Topic;
import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.platform.events.EventDecoder;
import dev.braid.platform.events.UnreadableEvent;
import dev.braid.telemetry.domain.LinkFacts;
import dev.braid.telemetry.kafka.TopicReader;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The links there are, whose they are, and how fast they can be at best: from the topology's topic. */
@Singleton
public class LinkCatalog implements TopicReader {
    private static final String KEY_OF_LINKS = "link/";

    private final EventDecoder decoder;
    private final MetroMap map;
    private final Map<String, Versioned> links = new ConcurrentHashMap<>();

    private record Versioned(long version, LinkFacts facts) {}

    LinkCatalog(EventDecoder decoder, MetroMap map) {
        this.decoder = decoder;
        this.map = map;
    }

    /** What is known of the link, if there is one. */
    public Optional<LinkFacts> find(String linkId) {
        return Optional.ofNullable(links.get(linkId)).map(Versioned::facts);
    }

    /** All links there are. */
    public List<LinkFacts> all() {
        return links.values().stream().map(Versioned::facts).toList();
    }

    /** The least latency of the link; 0 when there is no such link any more. */
    public long latencyFloorUs(String linkId) {
        Versioned link = links.get(linkId);
        return link == null ? 0 : link.facts().latencyFloorUs();
    }

    @Override
    public Topic topic() {
        return Topic.TOPOLOGY;
    }

    @Override
    public void read(ConsumerRecord<String, byte[]> event) {
        if (event.value() == null) {
            if (event.key() != null) {
                map.remove(event.key());
                if (event.key().startsWith(KEY_OF_LINKS)) {
                    links.remove(event.key().substring(KEY_OF_LINKS.length()));
                }
            }
            return;
        }
        TopologyElement element = decoder.decode(event.key(), event.value(), TopologyElement.parser());
        if (element.hasLink()) {
            Link link = element.getLink();
            if (!event.key().equals(KEY_OF_LINKS + link.getLinkId())) {
                throw new UnreadableEvent(
                        UnreadableEvent.Reason.INVALID,
                        "The key '%s' is not that of link '%s'.".formatted(event.key(), link.getLinkId()));
            }
            Versioned read = new Versioned(
                    element.getVersion(),
                    new LinkFacts(link.getLinkId(), link.getProviderId(), link.getLatencyFloorUs()));
            links.merge(link.getLinkId(), read, (old, now) -> now.version() > old.version() ? now : old);
        }
        map.take(event.key(), element);
    }
}
