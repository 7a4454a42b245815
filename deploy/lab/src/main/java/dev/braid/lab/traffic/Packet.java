package dev.braid.lab.traffic;

/** One packet of a stream, by the one clock of the machine; receivedNs 0 when it never arrived. */
public record Packet(long sequence, long sentNs, long receivedNs) {
    public boolean lost() {
        return receivedNs == 0;
    }

    public double delayMillis() {
        return (receivedNs - sentNs) / 1e6;
    }
}
