package dev.braid.lab.demo;

import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.api.telemetry.v1.ListLinkMetricsRequest;
import dev.braid.lab.braid.LabTopology;
import dev.braid.lab.plan.Fibre;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Braid measures every link of the lab as it is. On a machine that has just started everything it takes a moment. */
record Settle(Scene scene) {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long TOLERANCE_US = 500;
    private static final int PAGE_SIZE = 5000;
    private static final long PERIOD_MILLIS = 100;

    void play() throws InterruptedException {
        long startNs = System.nanoTime();
        List<String> others = others();
        while (!others.isEmpty()) {
            scene.check(
                    System.nanoTime() - startNs < PATIENCE.toNanos(),
                    "after %d s Braid does not measure the links as they are: %s"
                            .formatted(PATIENCE.toSeconds(), String.join(", ", others)));
            Thread.sleep(PERIOD_MILLIS);
            others = others();
        }
        scene.say(
                "It measures every link within %.1f ms of its delay after %.1f s.%n",
                TOLERANCE_US / 1e3, (System.nanoTime() - startNs) / 1e9);
    }

    /** The links that are not measured as they are, in words. */
    private List<String> others() {
        Map<String, LinkMetrics> measured = scene
                .braid()
                .client()
                .telemetry()
                .listLinkMetrics(ListLinkMetricsRequest.newBuilder()
                        .setPageSize(PAGE_SIZE)
                        .build())
                .getLinksList()
                .stream()
                .collect(Collectors.toMap(LinkMetrics::getLinkId, Function.identity()));
        List<String> others = new ArrayList<>();
        for (Fibre fibre : scene.lab().plan().fibres()) {
            for (String linkId :
                    List.of(LabTopology.linkId(fibre.a(), fibre.z()), LabTopology.linkId(fibre.z(), fibre.a()))) {
                LinkMetrics metrics = measured.get(linkId);
                if (metrics == null) {
                    others.add(linkId + " not at all");
                } else if (metrics.getDown() || Math.abs(metrics.getLatencyP50Us() - fibre.delayUs()) > TOLERANCE_US) {
                    others.add("%s as %.2f ms for %.2f ms%s"
                            .formatted(
                                    linkId,
                                    metrics.getLatencyP50Us() / 1e3,
                                    fibre.delayUs() / 1e3,
                                    metrics.getDown() ? ", down" : ""));
                }
            }
        }
        return others;
    }
}
