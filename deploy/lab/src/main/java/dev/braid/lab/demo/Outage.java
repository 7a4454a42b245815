package dev.braid.lab.demo;

import dev.braid.lab.braid.Wish;
import dev.braid.lab.build.Agents;
import dev.braid.lab.build.RunningProcess;
import dev.braid.lab.kernel.Writes;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.traffic.PacketStream;
import dev.braid.lab.traffic.Packets;
import dev.braid.local.installation.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Who programs the routers is away for a while: their packets do not care, and who comes back touches nothing. */
record Outage(Scene scene) {
    private static final Service KILLED = Service.PROVISIONING;
    private static final Duration AFTERWARDS = Duration.ofSeconds(10);

    void play(Wish wish, Duration outage) throws InterruptedException {
        Carrier carrier = scene.lab().plan().carriers().getFirst();
        scene.say(
                "%n4. The agent of %s and %s are killed, and stay away for %d s:",
                carrier.id(), KILLED.label(), outage.toSeconds());
        try (PacketStream there = scene.there(wish);
                PacketStream back = scene.back(wish);
                Writes writes = new Writes(scene.lab().plan().nodes())) {
            Agents.running(carrier).ifPresent(RunningProcess::kill);
            scene.braid().launcher().crash(KILLED);
            Thread.sleep(outage);
            long start = System.nanoTime();
            var _ = Agents.start(List.of(carrier));
            revive();
            while (!scene.braid().ready(KILLED)) {
                Thread.sleep(50);
            }
            scene.say("   both are back %.1f s after they were started again", (System.nanoTime() - start) / 1e9);
            Thread.sleep(AFTERWARDS);
            List<String> written = writes.stop();
            List<Packets> both = List.of(there.stop(), back.stop());
            long lost = both.stream().mapToLong(Packets::lost).sum();
            scene.say(
                    "   %d of %d packets lost; %d writes to any kernel, then and in the %d s after",
                    lost,
                    both.stream().mapToInt(packets -> packets.all().size()).sum(),
                    written.size(),
                    AFTERWARDS.toSeconds());
            scene.check(lost == 0, "packets were lost");
            scene.check(written.isEmpty(), "somebody wrote to a kernel: " + written);
        }
    }

    private void revive() {
        try {
            scene.braid().launcher().revive(KILLED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
