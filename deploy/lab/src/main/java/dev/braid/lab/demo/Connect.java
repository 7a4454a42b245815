package dev.braid.lab.demo;

import dev.braid.lab.braid.Wish;
import dev.braid.lab.traffic.PacketStream;
import dev.braid.lab.traffic.Packets;
import java.util.List;

/** Customers attach and want something; it is there when their packets arrive. */
record Connect(Scene scene) {
    private static final long PATIENCE_SECONDS = 90;
    private static final long WARM_UP_MILLIS = 200;
    private static final long MILLIS = 1000;

    void play(List<Wish> wishes) throws InterruptedException {
        Wish one = wishes.getFirst();
        scene.say(
                "1. Two customers with the same addresses (%s and %s) want their ports joined:",
                one.a().lan(), one.z().lan());
        for (Wish wish : wishes) {
            scene.braid().createTenant(wish.tenantId());
            scene.braid().attach(wish.tenantId(), wish.a());
            scene.braid().attach(wish.tenantId(), wish.z());
        }
        long start = System.nanoTime();
        wishes.forEach(scene.braid()::want);
        for (Wish wish : wishes) {
            while (!scene.braid().active(wish)) {
                scene.check((System.nanoTime() - start) / 1e9 < PATIENCE_SECONDS, wish.intentId() + " is not active");
                Thread.sleep(20);
            }
        }
        scene.say("   both active after %.1f s", (System.nanoTime() - start) / 1e9);
        for (Wish wish : wishes) {
            told(wish);
        }
    }

    private void told(Wish wish) throws InterruptedException {
        Route route = scene.route(wish);
        scene.say(
                "   %s, %s to %s: %s",
                wish.tenantId(), wish.a().name(), wish.z().name(), route);
        // The first packets find out who the neighbours are.
        both(wish, WARM_UP_MILLIS);
        List<Packets> both = both(wish, MILLIS);
        long lost = both.stream().mapToLong(Packets::lost).sum();
        scene.say(
                "     %d of %d packets lost; one way %.2f ms there, %.2f ms back (sum of the links %.2f ms)",
                lost,
                both.stream().mapToInt(packets -> packets.all().size()).sum(),
                both.get(0).medianMillis(),
                both.get(1).medianMillis(),
                route.nominalMillis());
        scene.check(lost == 0, "packets were lost");
        both.forEach(packets -> scene.close(packets, route));
    }

    private List<Packets> both(Wish wish, long millis) throws InterruptedException {
        try (PacketStream there = scene.there(wish);
                PacketStream back = scene.back(wish)) {
            Thread.sleep(millis);
            return List.of(there.stop(), back.stop());
        }
    }
}
