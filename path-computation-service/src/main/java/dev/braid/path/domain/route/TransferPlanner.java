package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.Network;
import dev.braid.path.engine.Weighing;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds when, how fast and over which path a volume is moved before a deadline at the least price; of equally cheap
 * transfers the one that arrives first, of those the one that starts last.
 *
 * <p>Exact over all starts and rates: a transfer that fits still does
 * if it goes as fast as its path has left all that time, or as fast as may be, and then as early as something ends before
 * it. So the starts are the first moment and those at which something reserved ends, the rates the most that may be used
 * and what links have left at some time. A price is of the volume and the path alone, before roundings.
 */
public final class TransferPlanner {
    private static final long LEAST_RATE_BPS = 1_000_000;
    private static final BigDecimal BITS_OF_GBPS_HOUR = BigDecimal.valueOf(3_600_000_000_000L);

    private final Outlook outlook;
    private final Instant now;
    private final Runnable checkpoint;

    /** Plans from now on, however long it takes. */
    public TransferPlanner(Outlook outlook, Instant now) {
        this(outlook, now, () -> {});
    }

    /**
     * Plans from now on.
     *
     * @param outlook taken over
     * @param checkpoint called before each start and rate that is looked at; ends the search by throwing
     */
    public TransferPlanner(Outlook outlook, Instant now, Runnable checkpoint) {
        this.outlook = outlook;
        this.now = now;
        this.checkpoint = checkpoint;
    }

    /** The answer. */
    public sealed interface Outcome {
        record Planned(Transfer transfer) implements Outcome {}

        record None(Rejection rejection) implements Outcome {}
    }

    /**
     * The best transfer of the volume, which all arrives before the deadline.
     *
     * @param demand its bandwidth is the most that may be used; its window, its protection and its bound on the price per
     *     hour are not looked at
     * @param earliest not before now, and before the deadline
     */
    public Outcome cheapest(
            Demand demand, long volumeBytes, Instant earliest, Instant deadline, OptionalLong maxPriceMicros) {
        Demand asked = cheapest(demand);
        BigInteger bits = BigInteger.valueOf(volumeBytes).shiftLeft(3);
        Optional<Transfer> best = Optional.empty();
        for (Instant start : starts(earliest, deadline)) {
            for (long rateBps : rates(asked, start, deadline, bits)) {
                checkpoint.run();
                Interval window = new Interval(start, start.plus(duration(bits, rateBps)));
                Network network = outlook.at(List.of(window.seenFrom(now)));
                Demand atRate = asked.withBandwidthBps(rateBps);
                Optional<int[]> arcs = PathFinder.working(network, atRate);
                if (arcs.isPresent()) {
                    long price = priceMicros(network, arcs.get(), bits);
                    if (best.isEmpty() || isBetter(price, window, best.get())) {
                        best = Optional.of(new Transfer(plan(network, atRate, window), price));
                    }
                }
            }
        }
        return answer(best, asked, bits, earliest, deadline, maxPriceMicros);
    }

    private static Demand cheapest(Demand demand) {
        Objectives asked = demand.objectives();
        Objectives objectives = new Objectives(
                Weighing.PRICE,
                asked.maxLatencyUs(),
                asked.maxJitterUs(),
                asked.maxLossRatio(),
                OptionalLong.empty(),
                asked.maxHops(),
                asked.minAvailabilityRatio(),
                asked.targetLatencyUs());
        return demand.withObjectives(objectives)
                .withProtection(Optional.empty())
                .withWindow(Optional.empty());
    }

    private NavigableSet<Instant> starts(Instant earliest, Instant deadline) {
        NavigableSet<Instant> starts = outlook.drops(earliest, deadline);
        starts.add(earliest);
        return starts;
    }

    /** The fastest first; none that would arrive too late. */
    private NavigableSet<Long> rates(Demand demand, Instant start, Instant deadline, BigInteger bits) {
        NavigableSet<Long> rates = new TreeSet<>(Collections.reverseOrder());
        if (!start.isBefore(deadline)) {
            return rates;
        }
        long most = demand.bandwidthBps();
        rates.add(most);
        Network network = outlook.at(List.of(Interval.ALWAYS));
        Interval time = new Interval(start, deadline).seenFrom(now);
        for (int arc = 0; arc < network.index().graph().arcCount(); arc++) {
            String linkId = network.index().link(arc).linkId();
            Timeline line = outlook.calendar().line(linkId);
            long free = network.load().residualBps(arc) + line.peakBps();
            line.values(time, more -> rates.add(free - more));
        }
        rates.removeIf(rate -> rate > most
                || rate < LEAST_RATE_BPS
                || start.plus(duration(bits, rate)).isAfter(deadline));
        return rates;
    }

    /** As long as it takes, in whole seconds. */
    private static Duration duration(BigInteger bits, long rateBps) {
        BigInteger rate = BigInteger.valueOf(rateBps);
        BigInteger seconds = bits.add(rate).subtract(BigInteger.ONE).divide(rate);
        return Duration.ofSeconds(seconds.longValueExact());
    }

    private static long priceMicros(Network network, int[] arcs, BigInteger bits) {
        BigDecimal microsPerGbpsHour = BigDecimal.ZERO;
        for (int arc : arcs) {
            Link link = network.index().link(arc);
            microsPerGbpsHour = microsPerGbpsHour.add(BigDecimal.valueOf(link.priceMicrosPerGbpsHour()));
        }
        return microsPerGbpsHour
                .multiply(new BigDecimal(bits))
                .divide(BITS_OF_GBPS_HOUR, 0, RoundingMode.CEILING)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    private static boolean isBetter(long priceMicros, Interval window, Transfer best) {
        Interval other = best.plan().occurrence().orElseThrow();
        if (priceMicros != best.priceMicros()) {
            return priceMicros < best.priceMicros();
        }
        int byEnd = window.end().compareTo(other.end());
        return byEnd < 0 || byEnd == 0 && window.start().isAfter(other.start());
    }

    private static Plan plan(Network network, Demand demand, Interval window) {
        return switch (PathFinder.answer(network, demand, Set.of(), Occasion.of(Cause.INQUIRY))) {
            case Answer.Found(var plan) -> plan.during(window);
            case Answer.None(var rejection) -> throw new IllegalStateException(rejection.message());
        };
    }

    private Outcome answer(
            Optional<Transfer> best,
            Demand asked,
            BigInteger bits,
            Instant earliest,
            Instant deadline,
            OptionalLong maxPriceMicros) {
        if (best.isPresent()) {
            return maxPriceMicros.isPresent() && best.get().priceMicros() > maxPriceMicros.getAsLong()
                    ? new Outcome.None(tooDear(best.get(), maxPriceMicros.getAsLong()))
                    : new Outcome.Planned(best.get());
        }
        // The rate that would be enough, if it could be had from the first moment on.
        BigInteger seconds =
                BigInteger.valueOf(Duration.between(earliest, deadline).toSeconds());
        if (seconds.signum() == 0) {
            return new Outcome.None(new Rejection(
                    0,
                    Binding.WINDOW,
                    "From %s to %s is less than a second, and no transfer takes less.".formatted(earliest, deadline),
                    Optional.empty()));
        }
        BigInteger slowest = bits.add(seconds).subtract(BigInteger.ONE).divide(seconds);
        if (slowest.compareTo(BigInteger.valueOf(asked.bandwidthBps())) > 0) {
            return new Outcome.None(new Rejection(
                    0,
                    Binding.WINDOW,
                    "In time from %s to %s the volume needs %d bit/s; the most that may be used is %d bit/s."
                            .formatted(earliest, deadline, slowest, asked.bandwidthBps()),
                    Optional.empty()));
        }
        Demand least = asked.withBandwidthBps(Math.max(LEAST_RATE_BPS, slowest.longValueExact()));
        Network network = outlook.at(List.of(new Interval(earliest, deadline).seenFrom(now)));
        return switch (PathFinder.answer(network, least, Set.of(), Occasion.of(Cause.INQUIRY))) {
            case Answer.None(var rejection) -> new Outcome.None(rejection);
            // Only a search that gave up at each rate before misses what is there at this one.
            case Answer.Found _ -> new Outcome.None(PathFinder.unproven(least));
        };
    }

    private static Rejection tooDear(Transfer cheapest, long maxPriceMicros) {
        Plan plan = cheapest.plan();
        return new Rejection(
                0,
                Binding.PRICE,
                "The cheapest transfer in time costs %s; the bound is %s."
                        .formatted(
                                Figures.money(cheapest.priceMicros(), plan.currencyCode()),
                                Figures.money(maxPriceMicros, plan.currencyCode())),
                Optional.of(new NearestOffer(
                        plan.expectedLatencyUs(),
                        plan.bandwidthBps(),
                        plan.priceMicrosPerHour(),
                        plan.hops().size(),
                        plan.occurrence().map(Interval::start))));
    }
}
