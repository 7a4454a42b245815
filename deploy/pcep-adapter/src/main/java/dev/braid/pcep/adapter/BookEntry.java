package dev.braid.pcep.adapter;

import java.util.List;

/**
 * What an order keeps free.
 *
 * @param color which traffic its LSPs are for; no living order has the same
 * @param ceased it is over, for good
 */
record BookEntry(
        String reference, List<String> linkIds, long bandwidthBps, int color, boolean ceased, long timeSeconds) {
    BookEntry {
        linkIds = List.copyOf(linkIds);
    }

    BookEntry withBandwidth(long otherBps) {
        return new BookEntry(reference, linkIds, otherBps, color, ceased, timeSeconds);
    }

    BookEntry over(long nowSeconds) {
        return new BookEntry(reference, linkIds, 0, color, true, nowSeconds);
    }
}
