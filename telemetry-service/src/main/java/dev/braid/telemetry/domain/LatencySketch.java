package dev.braid.telemetry.domain;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * How latencies are spread: how many of them lie in each bucket, where every power of two has 128 buckets of one width.
 * A quantile is the middle of the bucket that holds it, so it is off by at most one part in 256 (0.4 %), and exact below
 * 256 us. Sketches share their buckets, so merging adds counts and loses nothing: that bound holds for a minute or an
 * hour just as for a second, and no quantile is ever made out of quantiles.
 */
public final class LatencySketch {
    /** Of nothing. */
    public static final LatencySketch EMPTY = new LatencySketch(new int[0], new long[0]);

    private static final int BITS = 7;
    private static final int PER_POWER = 1 << BITS;
    private static final byte FORMAT = 1;
    private static final int VARINT_BITS = 7;
    private static final int VARINT_MASK = (1 << VARINT_BITS) - 1;

    private final int[] buckets;
    private final long[] counts;
    private final long count;

    private LatencySketch(int[] buckets, long[] counts) {
        this.buckets = buckets;
        this.counts = counts;
        this.count = Arrays.stream(counts).sum();
    }

    /**
     * Of these latencies, none of them negative.
     *
     * @param latenciesUs in any order
     */
    public static LatencySketch of(long... latenciesUs) {
        long[] ones = new long[latenciesUs.length];
        Arrays.fill(ones, 1);
        return of(latenciesUs, ones);
    }

    /** The same where each latency came so many times. */
    public static LatencySketch of(long[] latenciesUs, long[] times) {
        if (latenciesUs.length == 0) {
            return EMPTY;
        }
        int[] places =
                Arrays.stream(latenciesUs).mapToInt(LatencySketch::bucket).toArray();
        Sum sum = new Sum(
                Arrays.stream(places).min().getAsInt(),
                Arrays.stream(places).max().getAsInt());
        for (int i = 0; i < places.length; i++) {
            sum.add(places[i], times[i]);
        }
        return sum.sketch();
    }

    /** Of all latencies that any of the sketches counts. */
    public static LatencySketch merge(Collection<LatencySketch> sketches) {
        List<LatencySketch> filled =
                sketches.stream().filter(sketch -> sketch.count > 0).toList();
        if (filled.size() <= 1) {
            return filled.isEmpty() ? EMPTY : filled.getFirst();
        }
        Sum sum = new Sum(
                filled.stream().mapToInt(sketch -> sketch.buckets[0]).min().getAsInt(),
                filled.stream()
                        .mapToInt(sketch -> sketch.buckets[sketch.buckets.length - 1])
                        .max()
                        .getAsInt());
        for (LatencySketch sketch : filled) {
            for (int i = 0; i < sketch.buckets.length; i++) {
                sum.add(sketch.buckets[i], sketch.counts[i]);
            }
        }
        return sum.sketch();
    }

    /** How many latencies are counted. */
    public long count() {
        return count;
    }

    /** About the least latency that the given share of all does not exceed, within the bound above; 0 where there is none. */
    public long quantile(double share) {
        if (count == 0) {
            return 0;
        }
        long rank = Math.max(1, (long) Math.ceil(share * count));
        int i = 0;
        for (long below = counts[0]; below < rank && i < buckets.length - 1; below += counts[i]) {
            i++;
        }
        return middleUs(buckets[i]);
    }

    /** As it is stored: the format, then each bucket as its distance from the one before, and its count. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 + 3 * buckets.length);
        bytes.write(FORMAT);
        int before = 0;
        for (int i = 0; i < buckets.length; i++) {
            write(bytes, buckets[i] - before);
            write(bytes, counts[i]);
            before = buckets[i];
        }
        return bytes.toByteArray();
    }

    /**
     * What was stored.
     *
     * @throws IllegalArgumentException when it is no sketch, or one of a later format
     */
    public static LatencySketch of(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != FORMAT) {
            throw new IllegalArgumentException("The sketch (%d bytes) has the format %s, not %d."
                    .formatted(bytes.length, bytes.length == 0 ? "nothing" : Byte.toString(bytes[0]), FORMAT));
        }
        Reader reader = new Reader(bytes);
        int[] buckets = new int[bytes.length];
        long[] counts = new long[bytes.length];
        int size = 0;
        int bucket = 0;
        while (reader.hasMore()) {
            bucket = Math.addExact(bucket, Math.toIntExact(reader.next()));
            buckets[size] = bucket;
            counts[size] = reader.next();
            size++;
        }
        return new LatencySketch(Arrays.copyOf(buckets, size), Arrays.copyOf(counts, size));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatencySketch sketch
                && Arrays.equals(buckets, sketch.buckets)
                && Arrays.equals(counts, sketch.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(buckets) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "%d latencies, median %d us".formatted(count, quantile(0.5));
    }

    private static int bucket(long latencyUs) {
        if (latencyUs < 0) {
            throw new IllegalArgumentException("The latency (%d us) is negative.".formatted(latencyUs));
        }
        int power = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(latencyUs));
        return PER_POWER * power + (int) (latencyUs >> power);
    }

    private static long middleUs(int bucket) {
        int power = Math.max(0, bucket / PER_POWER - 1);
        long leastUs = (long) (bucket - PER_POWER * power) << power;
        return leastUs + ((1L << power) - 1) / 2;
    }

    private static void write(ByteArrayOutputStream bytes, long number) {
        long rest = number;
        while (rest > VARINT_MASK) {
            bytes.write((int) (rest & VARINT_MASK) | (VARINT_MASK + 1));
            rest >>= VARINT_BITS;
        }
        bytes.write((int) rest);
    }

    /** Counts by bucket, as far as buckets are used. */
    private static final class Sum {
        private final int least;
        private final long[] counts;

        Sum(int least, int most) {
            this.least = least;
            this.counts = new long[most - least + 1];
        }

        void add(int bucket, long times) {
            counts[bucket - least] += times;
        }

        LatencySketch sketch() {
            int size = (int) Arrays.stream(counts).filter(times -> times > 0).count();
            int[] buckets = new int[size];
            long[] filled = new long[size];
            int next = 0;
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    buckets[next] = least + i;
                    filled[next++] = counts[i];
                }
            }
            return new LatencySketch(buckets, filled);
        }
    }

    /** The numbers of a stored sketch. */
    private static final class Reader {
        private final byte[] bytes;
        private int place = 1;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean hasMore() {
            return place < bytes.length;
        }

        long next() {
            long number = 0;
            for (int shift = 0; place < bytes.length && shift < Long.SIZE; shift += VARINT_BITS) {
                byte part = bytes[place++];
                number |= (long) (part & VARINT_MASK) << shift;
                if (part >= 0) {
                    return number;
                }
            }
            throw new IllegalArgumentException("The sketch (%d bytes) ends within a number.".formatted(bytes.length));
        }
    }
}
