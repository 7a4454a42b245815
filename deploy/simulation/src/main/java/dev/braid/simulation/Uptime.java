package dev.braid.simulation;

/** Until when a process is down. */
final class Uptime {
    private long upUs;

    long upUs() {
        return upUs;
    }

    void downUntil(long timeUs) {
        upUs = Math.max(upUs, timeUs);
    }
}
