package dev.braid.telemetry.domain;

import java.util.Optional;

/**
 * Where the latency of a path leads: a straight line through its last windows by least squares. It counts as a trend only
 * where it rises clearly over all of them and over each half of them alone: the line through a step rises too, and there
 * only one half does. It is carried on no further ahead than it goes back.
 */
final class Trend {
    /** The rise in its own standard errors, as if windows knew nothing of each other. */
    private static final double CLEAR = 8;

    private static final double CLEAR_IN_HALF = 5;

    /** A latency of at most 10 s in microseconds is exact in 24 bits; there are many paths. */
    private final float[] latenciesUs;

    private int count;
    private int next;

    /** A line through so many windows, an even number, a second each. */
    Trend(int windows) {
        latenciesUs = new float[windows];
    }

    void add(long latencyUs) {
        latenciesUs[next] = latencyUs;
        next = (next + 1) % latenciesUs.length;
        count = Math.min(count + 1, latenciesUs.length);
    }

    void forget() {
        count = 0;
    }

    /** That the bound is reached soon, if the windows say so. */
    Optional<Forecast> reaching(long boundUs) {
        int windows = latenciesUs.length;
        if (count < windows || isFar(boundUs)) {
            return Optional.empty();
        }
        Line all = Line.through(this, 0, windows);
        if (all.clearness() < CLEAR
                || Line.through(this, 0, windows / 2).clearness() < CLEAR_IN_HALF
                || Line.through(this, windows / 2, windows).clearness() < CLEAR_IN_HALF) {
            return Optional.empty();
        }
        double nowUs = all.at(windows - 1);
        double seconds = Math.ceil((boundUs - nowUs) / all.slope());
        return seconds > 0 && seconds <= windows
                ? Optional.of(
                        new Forecast(Promise.LATENCY, boundUs, Math.round(nowUs), all.slope(), (int) seconds, windows))
                : Optional.empty();
    }

    /** Nearly always no line is needed to see that. */
    private boolean isFar(long boundUs) {
        double newest = latency(latenciesUs.length - 1);
        return newest + 4 * (newest - latency(0)) < boundUs;
    }

    /** Of the window at that place, the oldest first. */
    private double latency(int index) {
        return latenciesUs[(next + index) % latenciesUs.length];
    }

    /**
     * A line by least squares.
     *
     * @param slope a window
     * @param clearness the slope in its standard errors
     */
    private record Line(double slope, double middle, double level, double clearness) {
        static Line through(Trend trend, int from, int to) {
            int n = to - from;
            double middle = (from + to - 1) / 2.0;
            double level = 0;
            for (int i = from; i < to; i++) {
                level += trend.latency(i) / n;
            }
            double spread = 0;
            double together = 0;
            for (int i = from; i < to; i++) {
                spread += (i - middle) * (i - middle);
                together += (i - middle) * (trend.latency(i) - level);
            }
            double slope = together / spread;
            double residue = 0;
            for (int i = from; i < to; i++) {
                double off = trend.latency(i) - level - slope * (i - middle);
                residue += off * off;
            }
            double error = Math.sqrt(residue / (n - 2) / spread);
            return new Line(slope, middle, level, error == 0 ? Math.signum(slope) * Double.MAX_VALUE : slope / error);
        }

        double at(int index) {
            return level + slope * (index - middle);
        }
    }
}
