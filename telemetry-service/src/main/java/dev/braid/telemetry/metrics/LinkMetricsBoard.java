package dev.braid.telemetry.metrics;

import dev.braid.api.Topic;
import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.platform.events.EventDecoder;
import dev.braid.platform.events.UnreadableEvent;
import dev.braid.platform.events.UnreadableEvent.Reason;
import dev.braid.telemetry.clock.Clocks;
import dev.braid.telemetry.domain.HopReading;
import dev.braid.telemetry.domain.LinkWindow;
import dev.braid.telemetry.kafka.TopicReader;
import dev.braid.telemetry.network.LinkCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The newest published window of every link, whichever replica measured it. */
@ApplicationScoped
public class LinkMetricsBoard implements TopicReader {
    private final EventDecoder decoder;
    private final LinkCatalog links;
    private final Clocks clocks;
    private final ConcurrentNavigableMap<String, Heard> newest = new ConcurrentSkipListMap<>();

    private record Heard(LinkWindow window, LinkMetrics metrics, long heardSteadyUs) {}

    LinkMetricsBoard(EventDecoder decoder, LinkCatalog links, Clocks clocks) {
        this.decoder = decoder;
        this.links = links;
        this.clocks = clocks;
    }

    /** The newest window of the link, if there ever was one. */
    public Optional<LinkWindow> find(String linkId) {
        return Optional.ofNullable(newest.get(linkId)).map(Heard::window);
    }

    /** The same as a judge needs it, or null where there never was one. */
    public HopReading reading(String linkId) {
        Heard heard = newest.get(linkId);
        if (heard == null) {
            return null;
        }
        LinkWindow window = heard.window();
        return new HopReading(
                linkId,
                window.latencyP50Us(),
                links.latencyFloorUs(linkId),
                window.jitterUs(),
                window.lossRatio(),
                window.down(),
                window.endUs(),
                heard.heardSteadyUs());
    }

    /** So many links of the topology in the order of their ids, beginning after the given one. */
    public List<LinkMetrics> page(Optional<String> after, int size) {
        return after.map(key -> newest.tailMap(key, false)).orElse(newest).values().stream()
                .filter(heard -> links.find(heard.window().linkId()).isPresent())
                .limit(size)
                .map(Heard::metrics)
                .toList();
    }

    @Override
    public Topic topic() {
        return Topic.LINK_METRICS;
    }

    @Override
    public void read(ConsumerRecord<String, byte[]> event) {
        if (event.value() == null) {
            if (event.key() != null) {
                newest.remove(event.key());
            }
            return;
        }
        LinkMetrics metrics = decoder.decode(event.key(), event.value(), LinkMetrics.parser());
        if (!metrics.getLinkId().equals(event.key())) {
            throw new UnreadableEvent(
                    Reason.INVALID,
                    "The record under the key %s is of the link '%s'.".formatted(event.key(), metrics.getLinkId()));
        }
        // The record's time, not now: after a restart old windows are read again, and they are as old as they are.
        Heard heard = new Heard(
                LinkMetricsProto.window(metrics), metrics, clocks.now().steadyOf(event.timestamp() * 1_000));
        newest.merge(
                event.key(),
                heard,
                (old, now) -> now.window().endUs() > old.window().endUs() ? now : old);
    }
}
