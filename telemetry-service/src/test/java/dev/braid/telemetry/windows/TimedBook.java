package dev.braid.telemetry.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.telemetry.domain.LinkWindow;
import dev.braid.telemetry.domain.Sample;
import dev.braid.telemetry.domain.SampleFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A book with what it closed. Times in milliseconds: the event's own and, where it differs, that of its arrival. */
final class TimedBook {
    static final WindowRules RULES = new WindowRules(300_000, 2, 100, 3);

    private final List<LinkWindow> closed = new ArrayList<>();
    private final WindowBook book;

    TimedBook() {
        this(_ -> Optional.empty());
    }

    TimedBook(Function<String, Optional<LinkWindow>> last) {
        book = new WindowBook(RULES, last);
    }

    Optional<SampleFault> add(String linkId, long eventMs, long latencyUs) {
        return add(linkId, eventMs, eventMs, latencyUs);
    }

    Optional<SampleFault> add(String linkId, long eventMs, long arrivedMs, long latencyUs) {
        return add(sample(linkId, eventMs * 1_000, latencyUs, 0), arrivedMs * 1_000);
    }

    Optional<SampleFault> add(Sample sample, long arrivedUs) {
        return book.add(0, sample, arrivedUs);
    }

    void lose(String linkId, long eventMs) {
        assertThat(add(sample(linkId, eventMs * 1_000, 0, 1), eventMs * 1_000)).isEmpty();
    }

    void close(long us) {
        book.close(us, (window, _) -> closed.add(window));
    }

    void forget(List<Integer> partitions) {
        book.forget(partitions);
    }

    int links() {
        return book.links();
    }

    /** The windows that closed so far, in their order. */
    List<LinkWindow> closed() {
        return closed;
    }

    static Sample sample(String linkId, long eventUs, long latencyUs, double loss) {
        return new Sample(linkId, "atlas", eventUs, latencyUs, 10, loss, 0);
    }
}
