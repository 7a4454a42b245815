package dev.braid.path.domain.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SpanTest {
    private static Span span(String linkId, String providerId) {
        return Span.of(linkId, linkId + "-back", providerId, "a", "z");
    }

    @Test
    void equalNamesAreHeldOnceAndAnotherLinkOfThatNameIsAnotherOne() {
        Span first = span("once", "atlas");
        assertThat(span("once", "atlas")).isSameAs(first);
        Span rebuilt = span("once", "nordic");
        assertThat(rebuilt).isNotEqualTo(first);
        assertThat(span("once", "nordic")).isSameAs(rebuilt);
        assertThat(span("once", "atlas")).isEqualTo(first).hasSameHashCodeAs(first);
    }

    @Test
    void whatNobodyHoldsIsForgotten() throws InterruptedException {
        Span kept = span("kept", "atlas");
        WeakReference<Span> supposed = new WeakReference<>(span("supposed-0", "atlas"));
        for (int i = 1; i < 10_000; i++) {
            span("supposed-" + i, "atlas");
        }
        int rebuilt = 0;
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        while ((supposed.get() != null || Span.shared() > 5_000)
                && Instant.now().isBefore(deadline)) {
            System.gc();
            span("rebuilt", "provider-" + rebuilt++);
            Thread.sleep(10);
        }
        assertThat(supposed.get()).isNull();
        assertThat(Span.shared()).isLessThan(5_000);
        assertThat(span("kept", "atlas")).isSameAs(kept);
    }

    @Test
    void whoeverAsksAtTheSameTimeGetsTheSameOne() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 200; round++) {
                String linkId = "together-" + round;
                Callable<Span> ask = () -> span(linkId, "atlas");
                List<Span> spans = new ArrayList<>();
                for (Future<Span> answer : threads.invokeAll(List.of(ask, ask, ask, ask))) {
                    spans.add(answer.get());
                }
                assertThat(spans).allSatisfy(span -> assertThat(span).isSameAs(spans.getFirst()));
            }
        }
    }
}
