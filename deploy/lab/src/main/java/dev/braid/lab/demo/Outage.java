package dev.braid.lab.demo;

import dev.braid.api.intent.v1.Intent;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.lab.braid.IntentFollower;
import dev.braid.lab.braid.Wish;
import dev.braid.lab.build.AgentProcess;
import dev.braid.lab.build.Agents;
import dev.braid.lab.build.RunningProcess;
import dev.braid.lab.kernel.Write;
import dev.braid.lab.kernel.Writes;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.traffic.PacketStream;
import dev.braid.lab.traffic.Packets;
import dev.braid.local.installation.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * All who program the routers are away for a while, and a customer changes its mind meanwhile: packets do not care, no
 * kernel is written to before its agent has read all of its carrier's, and then the change is made without loss.
 */
record Outage(Scene scene, List<AgentProcess> agents) {
    private static final Service KILLED = Service.PROVISIONING;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration AFTERWARDS = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 20;

    void play(Wish wish, Duration outage) throws InterruptedException {
        List<Carrier> carriers = scene.lab().plan().carriers();
        Demand demand = Demand.withoutMetro(wish, "c2");
        scene.say(
                "%n4. %s and %s are killed, and stay away for %d s:",
                KILLED.label(),
                agents.stream().map(AgentProcess::name).collect(Collectors.joining(", ")),
                outage.toSeconds());
        try (PacketStream there = scene.there(wish);
                PacketStream back = scene.back(wish);
                IntentFollower follower = scene.braid().follow(wish);
                Writes writes = new Writes(scene.lab().plan().nodes())) {
            for (AgentProcess agent : agents) {
                agent.running().ifPresent(RunningProcess::kill);
            }
            scene.braid().launcher().crash(KILLED);
            Thread.sleep(outage.dividedBy(2));
            long generation = scene.braid().wantOver(demand.wish());
            PathPlan plan = awaitPlan(demand);
            Thread.sleep(outage.dividedBy(2));
            Map<String, Instant> readBack = comeBack(demand.wish(), plan, carriers);
            Intent intent = follower.awaitGiven(generation, PATIENCE);
            long activeNs = PacketStream.nowNs();
            scene.check(
                    intent.getActiveGeneration() >= generation,
                    "what was wanted meanwhile is not active within %d s".formatted(PATIENCE.toSeconds()));
            Thread.sleep(AFTERWARDS);
            told(writes.stop(), readBack);
            told(List.of(there.stop(), back.stop()), Route.of(scene.lab().plan(), wish, plan), activeNs);
        }
    }

    /** What shall be done when they are back. */
    private PathPlan awaitPlan(Demand demand) throws InterruptedException {
        long before = scene.braid().path(demand.wish()).getActiveRevision();
        await(
                "nothing was planned for what was wanted meanwhile",
                () -> scene.braid().path(demand.wish()).getPlan().getRevision() > before);
        PathPlan plan = scene.braid().path(demand.wish()).getPlan();
        Route route = Route.of(scene.lab().plan(), demand.wish(), plan);
        scene.check(demand.keptBy().test(route), "%s was planned for %s".formatted(route, demand.words()));
        scene.say(
                "   after half of it %s changes its mind, %s, and %s is planned",
                demand.wish().tenantId(), demand.words(), route);
        return plan;
    }

    /** Agents last: then commands wait for them. When each carrier's had read its kernels. */
    private Map<String, Instant> comeBack(Wish wish, PathPlan plan, List<Carrier> carriers)
            throws InterruptedException {
        long startNs = System.nanoTime();
        revive();
        await("%s is not back".formatted(KILLED.label()), () -> scene.braid().ready(KILLED));
        double readySeconds = (System.nanoTime() - startNs) / 1e9;
        await(
                "nothing was commanded for the new plan",
                () -> scene.braid().legSteps(wish).stream().anyMatch(step -> step.getRevision() == plan.getRevision()));
        var _ = AgentProcess.start(agents);
        await(
                "agents have not read their kernels",
                () -> carriers.stream()
                        .allMatch(carrier -> Agents.readBackTime(carrier).isPresent()));
        scene.say(
                "   %s is back after %.1f s, and commands in vain; agents, started then, have read all kernels after %.1f s",
                KILLED.label(), readySeconds, (System.nanoTime() - startNs) / 1e9);
        return carriers.stream()
                .collect(Collectors.toMap(
                        Carrier::id, carrier -> Agents.readBackTime(carrier).orElseThrow()));
    }

    private void told(List<Write> writes, Map<String, Instant> readBack) {
        List<Write> early = writes.stream()
                .filter(write -> write.time().isBefore(readBack.get(carrierOf(write.node()))))
                .toList();
        scene.say(
                "   %d writes to any kernel before its carrier's were read, %d after that",
                early.size(), writes.size() - early.size());
        scene.check(early.isEmpty(), "somebody wrote to a kernel too early: " + early);
        scene.check(!writes.isEmpty(), "no write was heard, though traffic has moved");
    }

    private void told(List<Packets> both, Route route, long activeNs) {
        long lost = both.stream().mapToLong(Packets::lost).sum();
        List<Packets> after = both.stream()
                .map(packets -> packets.between(activeNs, Long.MAX_VALUE))
                .toList();
        scene.say(
                "   %d of %d packets lost, in all that and in the move; one way %.2f ms after it, %.2f ms back (sum of the links %.2f ms)",
                lost,
                both.stream().mapToInt(packets -> packets.all().size()).sum(),
                after.get(0).medianMillis(),
                after.get(1).medianMillis(),
                route.nominalMillis());
        scene.check(lost == 0, "packets were lost");
        after.forEach(packets -> scene.close(packets, route));
    }

    private String carrierOf(String node) {
        return scene.lab().plan().carriers().stream()
                .filter(carrier -> carrier.nodes().contains(node))
                .map(Carrier::id)
                .findFirst()
                .orElseThrow();
    }

    private void await(String otherwise, BooleanSupplier there) throws InterruptedException {
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        while (!there.getAsBoolean()) {
            scene.check(System.nanoTime() < endNs, "%s within %d s".formatted(otherwise, PATIENCE.toSeconds()));
            Thread.sleep(PAUSE_MILLIS);
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
