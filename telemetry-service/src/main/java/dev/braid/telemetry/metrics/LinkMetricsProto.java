package dev.braid.telemetry.metrics;

import dev.braid.api.Topic;
import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.platform.events.OutgoingEvent;
import dev.braid.platform.proto.Times;
import dev.braid.telemetry.domain.LinkWindow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Windows as the contract has them. */
final class LinkMetricsProto {
    private LinkMetricsProto() {}

    static OutgoingEvent event(LinkWindow window) {
        return new OutgoingEvent(
                Topic.LINK_METRICS,
                window.linkId(),
                metrics(window),
                window.linkId() + "." + window.endUs(),
                Instant.EPOCH.plus(window.endUs(), ChronoUnit.MICROS));
    }

    static LinkMetrics metrics(LinkWindow window) {
        return LinkMetrics.newBuilder()
                .setLinkId(window.linkId())
                .setWindowStartTime(Times.timestampOfUs(window.startUs()))
                .setWindowEndTime(Times.timestampOfUs(window.endUs()))
                .setSampleCount(window.sampleCount())
                .setLatencyP50Us(window.latencyP50Us())
                .setLatencyP95Us(window.latencyP95Us())
                .setLatencyP99Us(window.latencyP99Us())
                .setJitterUs(window.jitterUs())
                .setLossRatio(window.lossRatio())
                .setDown(window.down())
                .build();
    }

    static LinkWindow window(LinkMetrics metrics) {
        return new LinkWindow(
                metrics.getLinkId(),
                Times.nearestUs(metrics.getWindowStartTime()),
                Times.nearestUs(metrics.getWindowEndTime()),
                metrics.getSampleCount(),
                metrics.getLatencyP50Us(),
                metrics.getLatencyP95Us(),
                metrics.getLatencyP99Us(),
                metrics.getJitterUs(),
                metrics.getLossRatio(),
                metrics.getDown());
    }
}
