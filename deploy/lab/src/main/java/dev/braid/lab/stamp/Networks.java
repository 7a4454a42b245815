package dev.braid.lab.stamp;

import java.lang.foreign.Arena;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** The network namespaces of the lab, entered by threads. */
final class Networks {
    private Networks() {}

    /** Does the work on a thread of its own that lives in that network; a socket made there stays there. */
    static <T> T in(String namespace, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().name("in " + namespace).start(() -> {
            try (Arena arena = Arena.ofConfined()) {
                int file = Posix.open(arena.allocateFrom("/run/netns/" + namespace));
                Posix.setns(file);
                Posix.close(file);
                result.complete(work.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("The network %s cannot be used.".formatted(namespace), e.getCause());
        }
    }
}
