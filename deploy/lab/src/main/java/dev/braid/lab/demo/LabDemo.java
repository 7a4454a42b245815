package dev.braid.lab.demo;

import dev.braid.api.path.v1.Constraints;
import dev.braid.lab.braid.LabBraid;
import dev.braid.lab.braid.Measurements;
import dev.braid.lab.braid.Wish;
import dev.braid.lab.build.AgentProcess;
import dev.braid.lab.build.Agents;
import dev.braid.lab.build.Lab;
import dev.braid.lab.build.LabFailed;
import dev.braid.lab.kernel.Commands;
import dev.braid.lab.plan.CustomerPort;
import dev.braid.lab.plan.LabPlan;
import dev.braid.lab.plan.Sids;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Shows on the lab of the repository what Braid does to real packets, with figures, and fails when one is wrong. */
public final class LabDemo {
    private static final long BANDWIDTH_BPS = 100_000_000;

    private final PrintWriter out;
    private final Path repository;
    private final Programme programme;

    public LabDemo(PrintWriter out, Path repository, Programme programme) {
        this.out = out;
        this.repository = repository.toAbsolutePath().normalize();
        this.programme = programme;
    }

    /** Builds the lab, and takes it away whatever happens; throws LabFailed when a promise was not kept. */
    public void run() throws InterruptedException {
        long start = System.nanoTime();
        Lab lab = Lab.up(repository.resolve("deploy/lab/lab.json"));
        try {
            LabPlan plan = lab.plan();
            say("The lab is up after %.1f s.", (System.nanoTime() - start) / 1e9);
            CompletableFuture<List<AgentProcess>> agents = CompletableFuture.supplyAsync(() -> start(plan));
            try (LabBraid braid = LabBraid.start(plan, repository, programme.settings())) {
                List<AgentProcess> running = agents.join();
                say(
                        "Its agents take orders, and Braid runs on its network, after %.1f s.",
                        (System.nanoTime() - start) / 1e9);
                measured(lab, braid, running);
            }
        } finally {
            Lab.down();
        }
    }

    private List<AgentProcess> start(LabPlan plan) {
        return programme.bgp() ? Agents.startWithBgp(plan, plan.carriers()) : Agents.start(plan.carriers());
    }

    private void measured(Lab lab, LabBraid braid, List<AgentProcess> agents) throws InterruptedException {
        try (Measurements measurements = new Measurements(lab.plan(), braid.client())) {
            Scene scene = new Scene(lab, braid, measurements, out);
            new Settle(scene).play();
            play(scene, agents);
            measurements.close();
            say(
                    "%nBraid took %d samples of the carriers' links, and refused %s.",
                    measurements.accepted(), measurements.refused().isEmpty() ? "none" : measurements.refused());
            scene.check(measurements.accepted() > 0, "no sample was taken");
        }
    }

    private void play(Scene scene, List<AgentProcess> agents) throws InterruptedException {
        LabPlan plan = scene.lab().plan();
        Constraints anyWay = Constraints.getDefaultInstance();
        Constraints otherWay =
                Constraints.newBuilder().addExcludedLinkIds("a2-c2").build();
        // Who changes its mind shall not be moved, or refused, for a measurement besides.
        long promisedUs = programme.steadyNetwork() ? 100_000 : 15_000;
        Wish first = new Wish("first", port(plan, "ce1"), port(plan, "ce2"), BANDWIDTH_BPS, promisedUs, anyWay);
        Wish second = new Wish(
                "second", port(plan, "de1"), port(plan, "de2"), BANDWIDTH_BPS, Math.max(20_000, promisedUs), otherWay);
        new Connect(scene).play(List.of(first, second));
        for (CustomerPort port : List.of(first.a(), first.z(), second.a(), second.z())) {
            scene.check(
                    byBgp(port) == programme.bgp(),
                    "the packets of %s are not steered by what was chosen".formatted(port.name()));
        }
        if (programme.switches() > 0) {
            new Switches(scene).play(first, programme.switches());
            return;
        }
        if (programme.kills() > 0) {
            new Kills(scene, agents).play(List.of(first, second), programme.kills());
            return;
        }
        new Degrade(scene).play(first);
        new Cut(scene).play(List.of(first, second));
        if (programme.outage().isPositive()) {
            new Outage(scene, agents).play(first, programme.outage());
        }
    }

    /** Whether the route that steers the port's packets came to its router by BGP; the kernel keeps who gave it. */
    private static boolean byBgp(CustomerPort port) {
        return Commands.run(
                        "ip",
                        "-n",
                        Sids.namespace(port.node()),
                        "route",
                        "show",
                        "table",
                        Integer.toString(port.table()))
                .lines()
                .anyMatch(route -> route.startsWith("default") && route.contains("proto bgp"));
    }

    private static CustomerPort port(LabPlan plan, String name) {
        return plan.ports().stream()
                .filter(port -> port.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new LabFailed("The demo needs a customer %s.".formatted(name)));
    }

    private void say(String line, Object... words) {
        out.printf(line + "%n", words);
        out.flush();
    }
}
