package dev.braid.simulation;

import dev.braid.telemetry.domain.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the sources said of every link in the last seconds, by true time: the oracle of who could know what. */
final class Said {
    private static final int SECONDS = 64;

    private final Map<String, Track> tracks = new HashMap<>();

    private static final class Track {
        final long[] timesUs = new long[SECONDS];
        final long[] latenciesUs = new long[SECONDS];
        final double[] losses = new double[SECONDS];
        int newest = -1;
    }

    void add(long timeUs, List<Sample> samples) {
        for (Sample sample : samples) {
            Track track = tracks.computeIfAbsent(sample.linkId(), _ -> new Track());
            track.newest = (track.newest + 1) % SECONDS;
            track.timesUs[track.newest] = timeUs;
            track.latenciesUs[track.newest] = sample.latencyUs();
            track.losses[track.newest] = sample.lossRatio();
        }
    }

    /** When anything was said of the link for the last time; 0 for never. */
    long lastUs(String linkId) {
        Track track = tracks.get(linkId);
        return track == null ? 0 : track.timesUs[track.newest];
    }

    /** Whether nothing arrived over the link in some second since the moment. */
    boolean lost(String linkId, long sinceUs) {
        Track track = tracks.get(linkId);
        for (int i = 0; track != null && i < SECONDS; i++) {
            if (track.timesUs[i] >= sinceUs && track.losses[i] >= 1) {
                return true;
            }
        }
        return false;
    }

    /** The highest latency that was said of the link between the moments, or -1 where nothing arrived or was said. */
    long worstUs(String linkId, long fromUs, long untilUs, double badLossRatio) {
        Track track = tracks.get(linkId);
        long worstUs = -1;
        for (int i = 0; track != null && i < SECONDS; i++) {
            if (track.timesUs[i] > 0 && track.timesUs[i] >= fromUs && track.timesUs[i] < untilUs) {
                worstUs =
                        Math.max(worstUs, track.losses[i] >= badLossRatio ? Long.MAX_VALUE / 64 : track.latenciesUs[i]);
            }
        }
        return worstUs;
    }
}
