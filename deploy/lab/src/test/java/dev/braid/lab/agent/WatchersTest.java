package dev.braid.lab.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.adapter.v1.WatchOrdersResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchersTest {
    private final Watchers watchers = new Watchers();

    @Test
    void aWatcherHearsOfTheOrdersOfItsProviderAndOfNoOther() {
        Listener alpha = listener("alpha");
        Listener beta = listener("beta");
        watchers.changed("alpha", "one");
        watchers.changed("beta", "two");
        watchers.changed("gamma", "three");
        assertThat(alpha.heard).containsExactly("one");
        assertThat(beta.heard).containsExactly("two");
    }

    @Test
    void whoWasBusyHearsAfterwardsOfEachOrderThatChangedOnce() {
        Listener busy = listener("alpha");
        Listener quick = listener("alpha");
        busy.room = 0;
        for (String reference : List.of("one", "two", "one", "three", "two")) {
            watchers.changed("alpha", reference);
        }
        assertThat(busy.heard).isEmpty();
        assertThat(quick.heard).containsExactly("one", "two", "one", "three", "two");
        busy.reads(2);
        assertThat(busy.heard).containsExactly("one", "two");
        busy.reads(2);
        assertThat(busy.heard).containsExactly("one", "two", "three");
        watchers.changed("alpha", "one");
        assertThat(busy.heard).containsExactly("one", "two", "three", "one");
    }

    @Test
    void whoFallsTooFarBehindIsToldToLookAgainAndTheOthersGoOn() {
        Listener slow = listener("alpha");
        Listener quick = listener("alpha");
        slow.room = 0;
        List<String> references = IntStream.rangeClosed(0, Watchers.MOST_KEPT)
                .mapToObj(Integer::toString)
                .toList();
        references.subList(0, Watchers.MOST_KEPT).forEach(reference -> watchers.changed("alpha", reference));
        // What changes again takes no room.
        watchers.changed("alpha", references.getFirst());
        assertThat(slow.end).isNull();
        watchers.changed("alpha", references.getLast());
        assertThat(slow.end.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(slow.end.getDescription())
                .isEqualTo("More than 1000 orders of alpha changed before they were read; list them, and watch again.");
        assertThat(watchers.count()).isEqualTo(1);
        slow.reads(1);
        watchers.changed("alpha", "afterwards");
        assertThat(slow.heard).isEmpty();
        assertThat(quick.heard).hasSize(Watchers.MOST_KEPT + 3).endsWith("afterwards");
    }

    @Test
    void whoHasGoneIsForgotten() {
        Listener gone = listener("alpha");
        gone.cancelled.run();
        watchers.changed("alpha", "one");
        assertThat(watchers.count()).isZero();
        assertThat(gone.heard).isEmpty();
    }

    private Listener listener(String providerId) {
        Listener listener = new Listener();
        watchers.add(providerId, listener);
        return listener;
    }

    /** A stream that takes so many hints at once, and fails when it is given more. */
    private static final class Listener extends ServerCallStreamObserver<WatchOrdersResponse> {
        private final List<String> heard = new ArrayList<>();
        private int room = Integer.MAX_VALUE;
        private Status end;
        private Runnable ready;
        private Runnable cancelled;

        private void reads(int hints) {
            room = hints;
            ready.run();
        }

        @Override
        public void onNext(WatchOrdersResponse hint) {
            assertThat(room).isPositive();
            assertThat(end).isNull();
            room--;
            heard.add(hint.getReference());
        }

        @Override
        public void onError(Throwable failure) {
            end = Status.fromThrowable(failure);
        }

        @Override
        public boolean isReady() {
            return room > 0;
        }

        @Override
        public void setOnReadyHandler(Runnable handler) {
            ready = handler;
        }

        @Override
        public void setOnCancelHandler(Runnable handler) {
            cancelled = handler;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void onCompleted() {
            throw new AssertionError("A watch has no end of its own.");
        }

        @Override
        public void setCompression(String compression) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void disableAutoInboundFlowControl() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void request(int count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setMessageCompression(boolean enable) {
            throw new UnsupportedOperationException();
        }
    }
}
