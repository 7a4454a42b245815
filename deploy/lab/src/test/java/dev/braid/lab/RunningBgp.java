package dev.braid.lab;

import dev.braid.lab.bgp.BgpDelivery;
import dev.braid.lab.bgp.NodeAgent;
import dev.braid.lab.bgp.Speaker;
import dev.braid.lab.build.Gobgpd;
import dev.braid.lab.build.Lab;
import dev.braid.lab.build.RunningProcess;
import dev.braid.lab.build.SpeakerPair;
import dev.braid.lab.kernel.Delivery;
import dev.braid.lab.plan.Carrier;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A lab whose routes come by BGP: GoBGP in processes of its own, agents on both sides in the test's. */
final class RunningBgp implements AutoCloseable {
    final RunningLab lab;
    private final Map<String, SpeakerPair> speakers = new HashMap<>();
    private final Map<String, NodeAgent> nodeAgents = new HashMap<>();

    RunningBgp() {
        Lab up = Lab.up(Path.of("lab.json"));
        try {
            for (Carrier carrier : up.plan().carriers()) {
                speakers.put(carrier.id(), SpeakerPair.start(up.plan(), carrier, Lab.folder()));
            }
        } catch (RuntimeException e) {
            Lab.down();
            throw e;
        }
        lab = new RunningLab(up, this::delivery);
        try {
            up.plan().carriers().forEach(carrier -> startNodeAgent(carrier.id()));
            speakers.values().forEach(SpeakerPair::untilEstablished);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    Delivery.Maker delivery(Carrier carrier) {
        Gobgpd controller = speakers.get(carrier.id()).controller();
        return BgpDelivery.by(controller.address(), controller.apiPort());
    }

    SpeakerPair speakers(String carrierId) {
        return speakers.get(carrierId);
    }

    void startNodeAgent(String carrierId) {
        Gobgpd routers = speakers.get(carrierId).routers();
        nodeAgents.put(
                carrierId,
                new NodeAgent(
                        lab.plan(),
                        lab.plan().findCarrier(carrierId).orElseThrow(),
                        new Speaker(routers.address(), routers.apiPort())));
    }

    void stopNodeAgent(String carrierId) {
        nodeAgents.remove(carrierId).close();
    }

    /** Like a crash: it withdraws nothing. */
    static void kill(Gobgpd gobgpd) {
        RunningProcess process = RunningProcess.listIn(Lab.folder()).stream()
                .filter(running -> running.name().equals(gobgpd.name()))
                .findFirst()
                .orElseThrow();
        process.handle().destroyForcibly();
        process.handle().onExit().join();
    }

    @Override
    public void close() {
        nodeAgents.values().forEach(NodeAgent::close);
        lab.close();
    }
}
