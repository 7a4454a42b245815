package dev.braid.provisioning.shipped;

import dev.braid.adapter.server.CarrierAdapter;
import dev.braid.api.adapter.v1.Order;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** How an adapter tells of changes: not at all, or wrongly in each way, from the call on until the caller has had enough. */
enum Telling {
    /** It does not offer to. */
    NOT_OFFERED,
    /** Nobody may listen. */
    REFUSAL,
    /** The stream is open, and nothing ever comes. */
    TIME_OUT,
    /** The stream breaks before anything has come. */
    CRASH_BEFORE,
    /** The stream breaks after all orders were told. */
    CRASH_AFTER,
    /** Only of orders that it does not have, some of them legs that others carry. */
    LIE_OF_STRANGERS,
    /** Of more orders than anybody can look at, so that those of its own have no room. */
    LIE_FLOOD,
    /** Again and again of all orders, whether they have changed or not. */
    LIE_UNCHANGED;

    private static final Duration LIFE = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int MOST_LEGS = 9;
    private static final int AT_ONCE = 100;

    boolean offered() {
        return this != NOT_OFFERED;
    }

    /** Whether the stream, once open, stays so. */
    boolean stays() {
        return switch (this) {
            case NOT_OFFERED, REFUSAL, CRASH_BEFORE, CRASH_AFTER -> false;
            case TIME_OUT, LIE_OF_STRANGERS, LIE_FLOOD, LIE_UNCHANGED -> true;
        };
    }

    AutoCloseable watch(CarrierAdapter truth, String providerId, Consumer<String> changed) throws Exception {
        return switch (this) {
            case NOT_OFFERED -> truth.watch(providerId, changed);
            case REFUSAL -> throw Status.PERMISSION_DENIED.asRuntimeException();
            case TIME_OUT -> () -> {};
            case CRASH_BEFORE -> {
                Thread.sleep(LIFE);
                throw new IOException("The connection breaks.");
            }
            case CRASH_AFTER -> {
                references(truth, providerId).forEach(changed);
                Thread.sleep(LIFE);
                throw new IOException("The connection breaks.");
            }
            case LIE_OF_STRANGERS, LIE_FLOOD, LIE_UNCHANGED -> {
                Thread teller = Thread.ofVirtual().start(() -> tell(truth, providerId, changed));
                yield teller::interrupt;
            }
        };
    }

    private void tell(CarrierAdapter truth, String providerId, Consumer<String> changed) {
        try {
            for (int round = 0; true; round++) {
                List<String> own = references(truth, providerId);
                if (this == LIE_OF_STRANGERS) {
                    own.forEach(it -> siblings(it).forEach(changed));
                    changed.accept("somebody.else.1." + round);
                    changed.accept("");
                } else {
                    own.forEach(changed);
                }
                if (this == LIE_FLOOD) {
                    int first = round * AT_ONCE;
                    IntStream.range(first, first + AT_ONCE).forEach(it -> changed.accept("somebody.else.1." + it));
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ids of the other legs of the same connection. */
    private static List<String> siblings(String legId) {
        return IntStream.rangeClosed(1, MOST_LEGS)
                .mapToObj(it -> Bench.connection(legId) + "." + it)
                .filter(it -> !it.equals(legId))
                .toList();
    }

    private static List<String> references(CarrierAdapter truth, String providerId) throws Exception {
        return truth.list(providerId).stream().map(Order::getReference).toList();
    }
}
