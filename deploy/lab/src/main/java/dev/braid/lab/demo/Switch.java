package dev.braid.lab.demo;

/**
 * One move that a customer asked for; times by the clock of packets.
 *
 * @param number counted from 1
 * @param askedNs just before it was asked for
 * @param activeNs when the network was seen to give it
 */
record Switch(int number, Demand demand, Route route, long askedNs, long activeNs) {
    double millis() {
        return (activeNs - askedNs) / 1e6;
    }

    /** Where in it a packet was sent. */
    String at(long sentNs) {
        return "%.0f ms after move %d (%s) was asked for, which was active after %.0f ms"
                .formatted((sentNs - askedNs) / 1e6, number, demand.words(), millis());
    }
}
