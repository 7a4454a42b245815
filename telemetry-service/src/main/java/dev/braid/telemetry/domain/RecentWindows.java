package dev.braid.telemetry.domain;

/**
 * The last windows of a path, newest in the lowest bit.
 *
 * @param bad which of them were bad
 * @param offTarget which of them missed the soft bound alone
 * @param count how many there are
 * @param goodInRow how many good ones came in a row, up to the newest
 * @param notBadInRow how many good ones or off target came in a row, up to the newest
 * @param downInRow how many with a link down came in a row, up to the newest
 */
record RecentWindows(long bad, long offTarget, int count, int goodInRow, int notBadInRow, int downInRow) {
    static final RecentWindows NONE = new RecentWindows(0, 0, 0, 0, 0, 0);

    RecentWindows plus(PathWindow window, int remembered) {
        long mask = (1L << remembered) - 1;
        return new RecentWindows(
                ((bad << 1) | (window.isBad() ? 1 : 0)) & mask,
                ((offTarget << 1) | (window == PathWindow.OFF_TARGET ? 1 : 0)) & mask,
                Math.min(count + 1, remembered),
                window == PathWindow.GOOD ? goodInRow + 1 : 0,
                window.isBad() ? 0 : notBadInRow + 1,
                window == PathWindow.DOWN ? downInRow + 1 : 0);
    }

    int badOfLast(int windows) {
        return ofLast(bad, windows);
    }

    int notGoodOfLast(int windows) {
        return ofLast(bad | offTarget, windows);
    }

    private static int ofLast(long which, int windows) {
        return Long.bitCount(which & ((1L << windows) - 1));
    }
}
