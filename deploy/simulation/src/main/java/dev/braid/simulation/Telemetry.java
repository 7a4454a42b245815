package dev.braid.simulation;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.simulation.Topic.Message;
import dev.braid.telemetry.domain.HealthPolicy;
import dev.braid.telemetry.domain.Judgement;
import dev.braid.telemetry.domain.LinkFacts;
import dev.braid.telemetry.domain.LinkWindow;
import dev.braid.telemetry.domain.Now;
import dev.braid.telemetry.domain.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** telemetry-service as a process: it has clocks of its own, and may die. */
final class Telemetry {
    /** Each look at the windows is an event; the service looks every 20 ms. */
    private static final long TICK_US = 100_000;

    private final EventQueue queue;
    private final Topics topics;
    private final HealthPolicy policy;
    private final List<Fault.TelemetryClock> clocks;
    private final Map<String, LinkFacts> links = new HashMap<>();
    private final Uptime uptime = new Uptime();
    private Measuring measuring;
    private Judging judging;

    Telemetry(EventQueue queue, Topics topics, World world, HealthPolicy policy, List<Fault> faults) {
        this.queue = queue;
        this.topics = topics;
        this.policy = policy;
        this.clocks = faults.stream()
                .filter(Fault.TelemetryClock.class::isInstance)
                .map(Fault.TelemetryClock.class::cast)
                .toList();
        for (Link link : world.links()) {
            links.put(link.linkId(), new LinkFacts(link.linkId(), link.providerId(), link.latencyFloorUs()));
        }
        forget();
        topics.samples().subscribe(uptime, this::sample);
        topics.metrics().subscribe(uptime, this::window);
        topics.health().subscribe(uptime, this::judgement);
        topics.paths().subscribe(uptime, this::record);
        queue.every(TICK_US, TICK_US, () -> {
            if (isUp()) {
                measuring.close(now());
            }
        });
        judgeNext();
    }

    private boolean isUp() {
        return queue.nowUs() >= uptime.upUs();
    }

    /** It sleeps until the right part of a second of its own wall clock. */
    private void judgeNext() {
        long passedUs = Math.floorMod(now().wallUs() - Defaults.JUDGE_PHASE_US, Defaults.SECOND_US);
        queue.in(Defaults.SECOND_US - passedUs, () -> {
            if (isUp()) {
                judging.round(measuring::reading, now());
            }
            judgeNext();
        });
    }

    private void forget() {
        judging = new Judging(policy, topics.health());
        measuring = new Measuring(links, topics.metrics(), linkId -> judging.isInUse(linkId));
    }

    /** It dies now, and knows what the topics say when it is back. */
    void restart(long untilUs) {
        uptime.downUntil(untilUs);
        queue.at(untilUs, () -> {
            forget();
            topics.metrics().compacted().forEach(this::window);
            topics.health().compacted().forEach(this::judgement);
            topics.paths().compacted().forEach(this::record);
            topics.samples().readAgain(uptime);
        });
    }

    private void sample(Message<Sample> message) {
        measuring.read(message.value(), now());
    }

    private void window(Message<LinkWindow> message) {
        measuring.hear(message.value(), wallUs(message.sentUs()), now());
    }

    private void judgement(Message<Judgement> message) {
        judging.read(message.value(), now());
    }

    private void record(Message<PathRecord> message) {
        judging.read(message.value());
    }

    private Now now() {
        return new Now(wallUs(queue.nowUs()), queue.nowUs());
    }

    private long wallUs(long trueUs) {
        long wallUs = Defaults.START_WALL_US + trueUs;
        for (Fault.TelemetryClock clock : clocks) {
            if (trueUs >= clock.fromUs() && trueUs < clock.untilUs()) {
                wallUs += clock.aheadUs();
            }
        }
        return wallUs;
    }
}
