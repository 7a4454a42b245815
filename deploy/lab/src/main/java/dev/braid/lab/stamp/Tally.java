package dev.braid.lab.stamp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Makes readings of the packets of one session: one for each direction and each interval of sending, once an answer to
 * its last packet would have come. An answer that comes later, twice, or to nothing that was sent counts for nothing.
 */
final class Tally {
    private final long intervalNs;
    private final long patienceNs;
    private final Deque<Probe> open = new ArrayDeque<>();
    private int lastAnswer = -1;
    private long refused;

    Tally(long intervalNs, long patienceNs) {
        this.intervalNs = intervalNs;
        this.patienceNs = patienceNs;
    }

    /** One reading for each direction. */
    record Readings(Reading forward, Reading back) {}

    private static final class Probe {
        private final int sequence;
        private final long sentNs;
        private boolean answered;
        private int answer;
        private long forwardNs;
        private long backNs;

        private Probe(int sequence, long sentNs) {
            this.sequence = sequence;
            this.sentNs = sentNs;
        }
    }

    void sent(int sequence, long sentNs) {
        open.add(new Probe(sequence, sentNs));
    }

    void answered(ReflectorPacket answer, long arrivedNtp) {
        for (Probe probe : open) {
            if (probe.sequence == answer.asked().sequence() && !probe.answered) {
                probe.answered = true;
                probe.answer = answer.sequence();
                probe.forwardNs = answer.forwardNs();
                probe.backNs = answer.backNs(arrivedNtp);
                return;
            }
        }
        refused++;
    }

    void refused() {
        refused++;
    }

    /** How many packets came that answer nothing. */
    long refusedCount() {
        return refused;
    }

    /** The readings of the oldest interval that is over and whose answers have had their time. */
    Optional<Readings> close(long nowNs) {
        if (open.isEmpty()) {
            return Optional.empty();
        }
        long interval = Math.floorDiv(open.getFirst().sentNs, intervalNs);
        long endNs = (interval + 1) * intervalNs;
        if (nowNs < endNs + patienceNs) {
            return Optional.empty();
        }
        List<Probe> probes = new ArrayList<>();
        while (!open.isEmpty() && open.getFirst().sentNs < endNs) {
            probes.add(open.removeFirst());
        }
        return Optional.of(readings(endNs, probes));
    }

    private Readings readings(long endNs, List<Probe> probes) {
        List<Probe> back = probes.stream().filter(probe -> probe.answered).toList();
        int reflected = reflected(back, probes.size());
        return new Readings(
                Reading.of(
                        endNs,
                        back.stream().mapToLong(probe -> probe.forwardNs).toArray(),
                        1 - (double) reflected / probes.size()),
                Reading.of(
                        endNs,
                        back.stream().mapToLong(probe -> probe.backNs).toArray(),
                        1 - (double) back.size() / Math.max(reflected, 1)));
    }

    /** By its own count, so many of these reached the reflector; where nothing came back, nobody knows. */
    private int reflected(List<Probe> back, int sent) {
        int newest = back.stream().mapToInt(probe -> probe.answer).max().orElse(lastAnswer);
        int reflected = Math.clamp(newest - lastAnswer, back.size(), sent);
        lastAnswer = newest;
        return reflected;
    }
}
