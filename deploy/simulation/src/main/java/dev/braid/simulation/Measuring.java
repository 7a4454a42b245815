package dev.braid.simulation;

import dev.braid.telemetry.domain.HopReading;
import dev.braid.telemetry.domain.LinkFacts;
import dev.braid.telemetry.domain.LinkWindow;
import dev.braid.telemetry.domain.Now;
import dev.braid.telemetry.domain.Sample;
import dev.braid.telemetry.windows.WindowBook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What telemetry-service does around its windows, as its WindowClock and its board of link metrics do. */
final class Measuring {
    private final Map<String, LinkFacts> links;
    private final Topic<LinkWindow> metrics;
    private final Predicate<String> inUse;
    private final WindowBook book = new WindowBook(Defaults.WINDOWS, this::newestPublished);
    private final Map<String, LinkWindow> published = new HashMap<>();
    private final Map<String, Heard> board = new HashMap<>();

    private record Heard(LinkWindow window, HopReading reading) {}

    Measuring(Map<String, LinkFacts> links, Topic<LinkWindow> metrics, Predicate<String> inUse) {
        this.links = links;
        this.metrics = metrics;
        this.inUse = inUse;
    }

    void read(Sample sample, Now now) {
        if (Defaults.SAMPLES
                .check(sample, Optional.ofNullable(links.get(sample.linkId())), now.wallUs())
                .isEmpty()) {
            book.add(0, sample, now.steadyUs());
        }
    }

    void close(Now now) {
        List<LinkWindow> due = new ArrayList<>();
        book.close(now.steadyUs(), (window, _) -> {
            if (Defaults.PUBLISH.due(window, newestPublished(window.linkId()), inUse.test(window.linkId()))) {
                published.put(window.linkId(), window);
                due.add(window);
            }
        });
        metrics.send(due);
    }

    /** @param sentWallUs when it was published, by the clock of whoever did */
    void hear(LinkWindow window, long sentWallUs, Now now) {
        Heard old = board.get(window.linkId());
        if (old == null || window.endUs() > old.window().endUs()) {
            board.put(
                    window.linkId(),
                    new Heard(
                            window,
                            new HopReading(
                                    window.linkId(),
                                    window.latencyP50Us(),
                                    links.get(window.linkId()).latencyFloorUs(),
                                    window.jitterUs(),
                                    window.lossRatio(),
                                    window.down(),
                                    window.endUs(),
                                    now.steadyOf(sentWallUs))));
        }
    }

    /** The newest window of the link, or null where there never was one. */
    HopReading reading(String linkId) {
        Heard heard = board.get(linkId);
        return heard == null ? null : heard.reading();
    }

    private Optional<LinkWindow> newestPublished(String linkId) {
        LinkWindow ours = published.get(linkId);
        Optional<LinkWindow> heard = Optional.ofNullable(board.get(linkId)).map(Heard::window);
        return ours == null
                ? heard
                : heard.filter(window -> window.endUs() > ours.endUs()).or(() -> Optional.of(ours));
    }
}
