package dev.braid.simulation;

import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.decision.Signal.ProvisioningReport;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.telemetry.domain.Judgement;
import dev.braid.telemetry.domain.LinkWindow;
import dev.braid.telemetry.domain.Sample;
import java.util.random.RandomGenerator;

/** What the services tell each other. */
record Topics(
        Topic<Sample> samples,
        Topic<LinkWindow> metrics,
        Topic<Judgement> health,
        Topic<PathRecord> paths,
        Topic<ProvisioningReport> reports,
        Topic<Signal> intents) {
    static Topics on(EventQueue queue, RandomGenerator random) {
        return new Topics(
                new Topic<>(queue, random, Sample::linkId, Defaults.REPLAY_US),
                new Topic<>(queue, random, LinkWindow::linkId, Defaults.SECOND_US),
                new Topic<>(queue, random, judged -> judged.plan().connectionId(), 10 * Defaults.SECOND_US),
                new Topic<>(queue, random, PathRecord::connectionId, Defaults.SECOND_US),
                new Topic<>(queue, random, ProvisioningReport::connectionId, 10 * Defaults.SECOND_US),
                new Topic<>(queue, random, Topics::intentKey, 10 * Defaults.SECOND_US));
    }

    private static String intentKey(Signal signal) {
        return switch (signal) {
            case Signal.IntentRequested asked -> asked.intentKey();
            case Signal.IntentTerminated asked -> asked.intentKey();
            case ProvisioningReport _, Signal.HealthJudged _ ->
                throw new IllegalArgumentException("No intent: " + signal);
        };
    }
}
