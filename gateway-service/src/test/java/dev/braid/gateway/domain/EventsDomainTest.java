package dev.braid.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.gateway.domain.EventQueue.Next;
import dev.braid.gateway.domain.LiveEvent.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsDomainTest {
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
    private static final Audience OPERATOR = new Audience(true, Optional.empty(), ALL);
    private static final Audience ACME = new Audience(false, Optional.of("acme"), ALL);

    @Test
    void aTenantSeesItsOwnEventsOnlyAndNoLinkMetrics() {
        assertThat(ACME.sees(event(1, Kind.PATH, "acme"))).isTrue();
        assertThat(ACME.sees(event(1, Kind.PATH, "globex"))).isFalse();
        assertThat(ACME.sees(event(1, Kind.PATH, ""))).isFalse();
        assertThat(ACME.sees(event(1, Kind.LINK_METRICS, ""))).isFalse();
        assertThat(OPERATOR.sees(event(1, Kind.PATH, "globex"))).isTrue();
        assertThat(OPERATOR.sees(event(1, Kind.LINK_METRICS, ""))).isTrue();
    }

    @Test
    void aFullQueueLosesLinkMetricsFirstAndTellsTheGap() {
        EventQueue queue = new EventQueue(3);
        queue.offer(event(1, Kind.PATH, "acme"));
        queue.offer(event(2, Kind.LINK_METRICS, ""));
        queue.offer(event(3, Kind.LINK_METRICS, ""));
        queue.offer(event(4, Kind.HEALTH, "acme"));
        queue.offer(event(5, Kind.HEALTH, "acme"));
        queue.offer(event(6, Kind.HEALTH, "acme"));
        assertThat(drain(queue)).containsExactly("gap 3", "4", "5", "6");
        assertThat(queue.poll()).isEmpty();
    }

    @Test
    void aQueueWithRoomKeepsTheOrderOfArrival() {
        EventQueue queue = new EventQueue(10);
        queue.offer(event(1, Kind.LINK_METRICS, ""));
        queue.offer(event(2, Kind.PATH, "acme"));
        queue.offer(event(3, Kind.LINK_METRICS, ""));
        assertThat(drain(queue)).containsExactly("1", "2", "3");
    }

    /** Whatever happens: in order, never more than the size, and every event comes or is counted as missing. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void everyEventComesOrIsCounted(long seed) {
        Random random = new Random(seed);
        int size = 1 + random.nextInt(20);
        EventQueue queue = new EventQueue(size);
        int offered = 0;
        long accounted = 0;
        long last = -1;
        for (int i = 0; i < 2000; i++) {
            if (random.nextInt(3) > 0) {
                Kind kind = random.nextBoolean() ? Kind.LINK_METRICS : Kind.PATH;
                queue.offer(event(offered++, kind, ""));
            } else {
                int taken = 0;
                for (String next : drain(queue)) {
                    if (next.startsWith("gap ")) {
                        accounted += Long.parseLong(next.substring(4));
                    } else {
                        assertThat(Long.parseLong(next)).isGreaterThan(last);
                        last = Long.parseLong(next);
                        accounted++;
                        taken++;
                    }
                }
                assertThat(taken).isLessThanOrEqualTo(size);
                assertThat(accounted).isEqualTo(offered);
            }
        }
    }

    /** Against the plain list of everything: what comes back is exactly what was missed, or an honest "do not know". */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void theBacklogGivesExactlyWhatWasMissedOrNothing(long seed) {
        Random random = new Random(seed);
        EventBacklog backlog = new EventBacklog(5 + random.nextInt(30), 5 + random.nextInt(30), 4_000);
        List<LiveEvent> everything = new ArrayList<>();
        NavigableMap<Integer, Kind> gaps = new TreeMap<>();
        int told = 0;
        for (int i = 0; i < 400; i++) {
            LiveEvent event =
                    event(i, ALL.toArray(Kind[]::new)[random.nextInt(4)], random.nextBoolean() ? "acme" : "globex");
            backlog.add(event);
            everything.add(event);
            int from = Math.max(0, i - random.nextInt(60));
            Audience audience = random.nextBoolean() ? OPERATOR : ACME;
            if (random.nextInt(40) == 0) {
                Kind missing = ALL.toArray(Kind[]::new)[random.nextInt(4)];
                backlog.markGap(missing);
                gaps.put(i, missing);
            }
            boolean overGap = gaps.tailMap(from).values().stream().anyMatch(audience::maySee);
            Optional<List<LiveEvent>> missed =
                    backlog.since(everything.get(from).id(), audience);
            if (missed.isPresent()) {
                told++;
                assertThat(overGap).as("nobody goes on over a gap").isFalse();
                assertThat(missed.get())
                        .isEqualTo(everything.subList(from + 1, everything.size()).stream()
                                .filter(audience::sees)
                                .toList());
            } else if (!overGap) {
                assertThat(i - from).as("the newest are always there").isGreaterThan(4);
            }
        }
        assertThat(told).isGreaterThan(50);
    }

    @Test
    void anUnknownIdIsTooOld() {
        EventBacklog backlog = new EventBacklog(10, 10, 1_000);
        backlog.add(event(1, Kind.PATH, "acme"));
        assertThat(backlog.since(new EventId("braid.paths.v1", 0, 99), OPERATOR))
                .isEmpty();
    }

    @Test
    void idsAreReadAsTheyAreWritten() {
        EventId id = new EventId("braid.link-metrics.v1", 3, 1234567890123L);
        assertThat(EventId.parse(id.toString())).contains(id);
        assertThat(EventId.parse("braid.paths.v1-1")).isEmpty();
        assertThat(EventId.parse("braid.paths.v1-1-99999999999999999999")).isEmpty();
        assertThat(EventId.parse("a b-1-1")).isEmpty();
    }

    @Test
    void onlyHarmlessRequestIdsAreKept() {
        assertThat(RequestId.of("order-2041.retry_1").value()).isEqualTo("order-2041.retry_1");
        assertThat(RequestId.of("short").value()).hasSize(36);
        assertThat(RequestId.of("with\nnewline-and-more").value()).hasSize(36);
        assertThat(RequestId.of("x".repeat(65)).value()).hasSize(36);
        assertThat(RequestId.of(null).value()).hasSize(36);
    }

    private static List<String> drain(EventQueue queue) {
        List<String> all = new ArrayList<>();
        for (Optional<Next> next = queue.poll(); next.isPresent(); next = queue.poll()) {
            all.add(
                    switch (next.get()) {
                        case Next.Event(LiveEvent event) ->
                            Long.toString(event.id().offset());
                        case Next.Gap(long missing) -> "gap " + missing;
                    });
        }
        return all;
    }

    private static LiveEvent event(long offset, Kind kind, String tenantId) {
        return new LiveEvent(
                new EventId("braid.paths.v1", 0, offset),
                kind,
                Optional.of(tenantId).filter(id -> !id.isEmpty() && kind != Kind.LINK_METRICS),
                "{\"offset\":%d}".formatted(offset));
    }
}
