package dev.braid.lab.traffic;

import java.util.List;

/** What came of a stream, or of a part of it, in the order of sending. */
public record Packets(List<Packet> all, long doubled) {
    public Packets {
        all = List.copyOf(all);
    }

    public long lost() {
        return all.stream().filter(Packet::lost).count();
    }

    /** Those that arrived after one that was sent later. */
    public long overtaken() {
        long latest = 0;
        long overtaken = 0;
        for (Packet packet : all) {
            if (!packet.lost() && packet.receivedNs() < latest) {
                overtaken++;
            }
            latest = Math.max(latest, packet.receivedNs());
        }
        return overtaken;
    }

    /** One way, of what arrived. */
    public double medianMillis() {
        return quantileMillis(0.5);
    }

    public double quantileMillis(double share) {
        double[] sorted = all.stream()
                .filter(packet -> !packet.lost())
                .mapToDouble(Packet::delayMillis)
                .sorted()
                .toArray();
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
    }

    /** The longest time between two that arrived. */
    public double longestGapMillis() {
        long before = 0;
        long longest = 0;
        for (long received : all.stream()
                .mapToLong(Packet::receivedNs)
                .filter(at -> at > 0)
                .sorted()
                .toArray()) {
            longest = before == 0 ? 0 : Math.max(longest, received - before);
            before = received;
        }
        return longest / 1e6;
    }

    /** Sent at or after the first instant and before the second, in nanoseconds since 1970. */
    public Packets between(long fromNs, long toNs) {
        return new Packets(
                all.stream()
                        .filter(packet -> packet.sentNs() >= fromNs && packet.sentNs() < toNs)
                        .toList(),
                0);
    }

    @Override
    public String toString() {
        return "%d sent, %d lost, %d overtaken, one way median %.2f ms, p99 %.2f ms, longest gap %.1f ms"
                .formatted(all.size(), lost(), overtaken(), medianMillis(), quantileMillis(0.99), longestGapMillis());
    }
}
