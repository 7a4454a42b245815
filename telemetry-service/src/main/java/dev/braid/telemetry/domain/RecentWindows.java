package dev.braid.telemetry.domain;

/**
 * The last windows of a path, newest in the lowest bit.
 *
 * @param bad which of them were bad
 * @param count how many there are
 * @param goodInRow how many good ones came in a row, up to the newest
 * @param downInRow how many with a link down came in a row, up to the newest
 */
record RecentWindows(long bad, int count, int goodInRow, int downInRow) {
    static final RecentWindows NONE = new RecentWindows(0, 0, 0, 0);

    RecentWindows plus(PathWindow window, int remembered) {
        long mask = (1L << remembered) - 1;
        return new RecentWindows(
                ((bad << 1) | (window.bad() ? 1 : 0)) & mask,
                Math.min(count + 1, remembered),
                window.bad() ? 0 : goodInRow + 1,
                window.hopDown() ? downInRow + 1 : 0);
    }

    int badOfLast(int windows) {
        return Long.bitCount(bad & ((1L << windows) - 1));
    }
}
