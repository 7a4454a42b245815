package dev.braid.telemetry.query;

import com.google.protobuf.Timestamp;
import dev.braid.api.telemetry.v1.ConnectionHistoryPoint;
import dev.braid.api.telemetry.v1.HistoryResolution;
import dev.braid.api.telemetry.v1.LinkHistoryPoint;
import dev.braid.api.telemetry.v1.QueryConnectionHistoryResponse;
import dev.braid.api.telemetry.v1.QueryLinkHistoryResponse;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.proto.Times;
import dev.braid.telemetry.domain.ConnectionSpan;
import dev.braid.telemetry.domain.ConnectionTotals;
import dev.braid.telemetry.domain.LatencySketch;
import dev.braid.telemetry.domain.LinkSpan;
import dev.braid.telemetry.domain.LinkTotals;
import dev.braid.telemetry.domain.Resolution;
import dev.braid.telemetry.history.HistoryQueries.Answer;
import dev.braid.telemetry.history.HistoryQueries.Question;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/** The history as the contract has it. */
final class HistoryProto {
    private HistoryProto() {}

    static Question question(
            Timestamp start, boolean ends, Timestamp end, HistoryResolution resolution, int maxPoints) {
        return new Question(
                us("start_time", start),
                ends ? OptionalLong.of(us("end_time", end)) : OptionalLong.empty(),
                resolution(resolution),
                maxPoints);
    }

    static QueryLinkHistoryResponse links(Answer<LinkSpan> answer) {
        return QueryLinkHistoryResponse.newBuilder()
                .setResolution(resolution(answer.resolution()))
                .addAllPoints(answer.spans().stream().map(HistoryProto::point).toList())
                .setKeptSinceTime(Times.timestampOfUs(answer.keptSinceUs()))
                .build();
    }

    static QueryConnectionHistoryResponse connections(Answer<ConnectionSpan> answer) {
        return QueryConnectionHistoryResponse.newBuilder()
                .setResolution(resolution(answer.resolution()))
                .addAllPoints(answer.spans().stream().map(HistoryProto::point).toList())
                .setKeptSinceTime(Times.timestampOfUs(answer.keptSinceUs()))
                .build();
    }

    private static ConnectionHistoryPoint point(ConnectionSpan span) {
        ConnectionTotals totals = span.totals();
        LatencySketch latencies = totals.latencies();
        return ConnectionHistoryPoint.newBuilder()
                .setStartTime(Times.timestampOfUs(span.startUs()))
                .setWindowCount(totals.windowCount())
                .setLatencyP50Us(latencies.quantile(0.5))
                .setLatencyP95Us(latencies.quantile(0.95))
                .setLatencyP99Us(latencies.quantile(0.99))
                .setWorstJitterUs(totals.worstJitterUs())
                .setLossRatio(totals.lossRatio())
                .setMetSeconds(totals.metSeconds())
                .setAtRiskSeconds(totals.atRiskSeconds())
                .setBrokenSeconds(totals.brokenSeconds())
                .setUnknownSeconds(totals.unknownSeconds())
                .build();
    }

    private static LinkHistoryPoint point(LinkSpan span) {
        LinkTotals totals = span.totals();
        LatencySketch latencies = totals.latencies();
        return LinkHistoryPoint.newBuilder()
                .setStartTime(Times.timestampOfUs(span.startUs()))
                .setSampleCount(totals.sampleCount())
                .setWindowCount(totals.windowCount())
                .setDownCount(totals.downCount())
                .setLatencyP50Us(latencies.quantile(0.5))
                .setLatencyP95Us(latencies.quantile(0.95))
                .setLatencyP99Us(latencies.quantile(0.99))
                .setJitterUs(totals.jitterUs())
                .setLossRatio(totals.lossRatio())
                .setNoLatency(latencies.count() == 0)
                .build();
    }

    private static long us(String field, Timestamp time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Times.instant(field, time));
    }

    private static Optional<Resolution> resolution(HistoryResolution resolution) {
        return switch (resolution) {
            case HISTORY_RESOLUTION_UNSPECIFIED -> Optional.empty();
            case HISTORY_RESOLUTION_SECOND -> Optional.of(Resolution.SECOND);
            case HISTORY_RESOLUTION_MINUTE -> Optional.of(Resolution.MINUTE);
            case HISTORY_RESOLUTION_HOUR -> Optional.of(Resolution.HOUR);
            case UNRECOGNIZED -> throw Refusal.invalid("resolution", "is none that we know");
        };
    }

    private static HistoryResolution resolution(Resolution resolution) {
        return switch (resolution) {
            case SECOND -> HistoryResolution.HISTORY_RESOLUTION_SECOND;
            case MINUTE -> HistoryResolution.HISTORY_RESOLUTION_MINUTE;
            case HOUR -> HistoryResolution.HISTORY_RESOLUTION_HOUR;
        };
    }
}
