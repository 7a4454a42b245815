package dev.braid.telemetry.history;

import dev.braid.platform.errors.Refusal;
import dev.braid.telemetry.domain.Resolution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which spans a chart shows: those that start from one moment until before the other.
 *
 * @param resolution how long each is
 */
record Range(long fromUs, long untilUs, Resolution resolution) {
    private static final long MOST_AHEAD_US = Resolution.MINUTE.lengthUs();

    /**
     * The spans that were asked for.
     *
     * @param wanted how long; empty for the finest that is kept from the start on and gives no more than {@code mostPoints}
     * @param kept for how long each of the resolutions that there are is kept
     * @throws Refusal when there can be no such chart
     */
    static Range of(
            long startUs,
            long endUs,
            Optional<Resolution> wanted,
            List<Resolution> resolutions,
            int mostPoints,
            Function<Resolution, Duration> kept,
            long nowUs) {
        if (startUs > nowUs) {
            throw Refusal.invalid(
                    "start_time", "must not lie in the future, but is %d s ahead".formatted(seconds(startUs - nowUs)));
        }
        if (endUs <= startUs) {
            throw Refusal.invalid(
                    "end_time",
                    "must be later than start_time, but is %d s before it".formatted(seconds(startUs - endUs)));
        }
        if (endUs > nowUs + MOST_AHEAD_US) {
            throw Refusal.invalid(
                    "end_time",
                    "must be at most %d s ahead, but is %d s"
                            .formatted(seconds(MOST_AHEAD_US), seconds(endUs - nowUs)));
        }
        if (wanted.isPresent()) {
            Range range = at(wanted.get(), startUs, endUs);
            if (!resolutions.contains(range.resolution)) {
                throw Refusal.invalid(
                        "resolution", "must be one of %s, but is %s".formatted(resolutions, range.resolution));
            }
            if (range.points() > mostPoints) {
                throw Refusal.invalid(
                        "resolution",
                        "gives %d points of one %s each over this range, and max_points allows %d"
                                .formatted(range.points(), range.resolution, mostPoints));
            }
            long keptSinceUs = keptSinceUs(range.resolution, kept, nowUs);
            if (range.untilUs <= keptSinceUs) {
                throw Refusal.invalid(
                        "end_time",
                        "lies %d s back, and by %s the history is kept for %d s"
                                .formatted(
                                        seconds(nowUs - endUs),
                                        range.resolution,
                                        kept.apply(range.resolution).toSeconds()));
            }
            return range;
        }
        return resolutions.stream()
                .map(resolution -> at(resolution, startUs, endUs))
                .filter(range ->
                        range.points() <= mostPoints && range.fromUs >= keptSinceUs(range.resolution, kept, nowUs))
                .findFirst()
                .orElseGet(() -> coarsest(at(resolutions.getLast(), startUs, endUs), mostPoints, kept, nowUs));
    }

    /** From when on spans of that length are still kept. */
    static long keptSinceUs(Resolution resolution, Function<Resolution, Duration> kept, long nowUs) {
        return resolution.startUs(nowUs - kept.apply(resolution).toNanos() / 1_000);
    }

    long points() {
        return (untilUs - fromUs + resolution.lengthUs() - 1) / resolution.lengthUs();
    }

    private static Range coarsest(Range range, int mostPoints, Function<Resolution, Duration> kept, long nowUs) {
        if (range.points() > mostPoints) {
            throw Refusal.invalid(
                    "start_time",
                    "begins a range of %d points even by %s, and max_points allows %d"
                            .formatted(range.points(), range.resolution, mostPoints));
        }
        if (range.untilUs <= keptSinceUs(range.resolution, kept, nowUs)) {
            throw Refusal.invalid(
                    "end_time",
                    "lies %d s back, and the history is kept for %d s"
                            .formatted(
                                    seconds(nowUs - range.untilUs),
                                    kept.apply(range.resolution).toSeconds()));
        }
        return range;
    }

    private static Range at(Resolution resolution, long startUs, long endUs) {
        return new Range(resolution.startUs(startUs), endUs, resolution);
    }

    private static long seconds(long us) {
        return us / Resolution.SECOND.lengthUs();
    }
}
