package dev.braid.adapter.conformance;

import io.grpc.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the suite is run against.
 *
 * @param linkIds links of the provider that form one path, in order from A to Z; an unused network is best
 * @param bandwidthBps what most checks order; some order up to three times that at once
 * @param excessiveBps more than the links can carry
 * @param callTimeout no answer after this is silence
 * @param usualEnds where orders are handed over when a check does not say otherwise; unset to leave it to the provider
 * @param ends a free hand-off at each end of the links; absent to learn one from the provider
 * @param patience how long an order may wait for somebody before a check is left out
 */
public record Target(
        Channel channel,
        String providerId,
        List<String> linkIds,
        long bandwidthBps,
        long excessiveBps,
        Ends usualEnds,
        Optional<Ends> ends,
        Duration callTimeout,
        Duration patience) {
    private static final long USUAL_EXCESS_BPS = 900_000_000_000_000L;

    public Target {
        linkIds = List.copyOf(linkIds);
        if (linkIds.isEmpty()) {
            throw new IllegalArgumentException("No links of %s are given; orders need some.".formatted(providerId));
        }
        if (bandwidthBps < 1 || bandwidthBps >= excessiveBps) {
            throw new IllegalArgumentException(
                    "The bandwidth (%d bit/s) must be from 1 to %d bit/s.".formatted(bandwidthBps, excessiveBps - 1));
        }
    }

    /** With waits that suit people who look on. */
    public static Target of(Channel channel, String providerId, List<String> linkIds, long bandwidthBps) {
        return new Target(
                channel,
                providerId,
                linkIds,
                bandwidthBps,
                USUAL_EXCESS_BPS,
                Ends.OPEN,
                Optional.empty(),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30));
    }

    /** The same with other waits. */
    public Target waiting(Duration timeout, Duration longestWait) {
        return new Target(
                channel, providerId, linkIds, bandwidthBps, excessiveBps, usualEnds, ends, timeout, longestWait);
    }

    /** The same with these ends for every order: for a provider to which an order that nobody is handed is nothing. */
    public Target between(Ends usual) {
        return new Target(channel, providerId, linkIds, bandwidthBps, excessiveBps, usual, ends, callTimeout, patience);
    }

    /** The same, handed over there. */
    public Target handedOver(Ends there) {
        return new Target(
                channel,
                providerId,
                linkIds,
                bandwidthBps,
                excessiveBps,
                usualEnds,
                Optional.of(there),
                callTimeout,
                patience);
    }
}
