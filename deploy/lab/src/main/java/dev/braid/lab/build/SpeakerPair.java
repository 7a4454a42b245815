package dev.braid.lab.build;

import dev.braid.embedded.FreePort;
import dev.braid.lab.bgp.Speaker;
import dev.braid.lab.kernel.CommandFailed;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabPlan;
import java.net.InetAddress;
import java.nio.file.Path;

/**
 * A carrier's two BGP speakers, with an iBGP session between them: the controller's, which is told what shall be, and one
 * that stands for all routers.
 */
public record SpeakerPair(Gobgpd controller, Gobgpd routers) {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long LOOK_MILLIS = 50;

    /** Each at an address of 127.73.0.0/16, and on ports that are free there. The session takes GoBGP 5 to 9 s. */
    public static SpeakerPair start(LabPlan plan, Carrier carrier, Path folder) {
        int number = plan.carriers().indexOf(carrier) + 1;
        String own = "127.73.%d.1".formatted(number);
        String routers = "127.73.%d.2".formatted(number);
        int bgpPort = freePort(own);
        SpeakerPair pair = new SpeakerPair(
                new Gobgpd("bgp-" + carrier.id(), own, freePort(own), folder)
                        .configured(configuration(own, bgpPort, routers, "passive-mode = true")),
                new Gobgpd("bgp-routers-" + carrier.id(), routers, freePort(routers), folder)
                        .configured(configuration(routers, -1, own, "remote-port = " + bgpPort)));
        pair.controller.start();
        pair.routers.start();
        return pair;
    }

    /** GoBGP waits 5 to 9 s before it connects, whatever is configured; all other waits are cut short here. */
    private static String configuration(String address, int port, String peer, String transport) {
        return """
                [global.config]
                  as = 65000
                  router-id = "%1$s"
                  port = %2$d
                  local-address-list = ["%1$s"]
                [[neighbors]]
                  [neighbors.config]
                    neighbor-address = "%3$s"
                    peer-as = 65000
                  [neighbors.transport.config]
                    local-address = "%1$s"
                    %4$s
                  [neighbors.timers.config]
                    connect-retry = 5
                    hold-time = 30
                    keepalive-interval = 10
                    idle-hold-time-after-reset = 1
                  [[neighbors.afi-safis]]
                    [neighbors.afi-safis.config]
                      afi-safi-name = "ipv6-srpolicy"
                """.formatted(address, port, peer, transport);
    }

    private static int freePort(String address) {
        return FreePort.find(InetAddress.ofLiteral(address));
    }

    /** Returns when the routers hear what the controller tells. */
    public void untilEstablished() {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        try (Speaker speaker = new Speaker(routers.address(), routers.apiPort())) {
            while (!established(speaker)) {
                if (System.nanoTime() > end) {
                    throw new LabFailed("The BGP session of %s was not established within %d ms; see %s."
                            .formatted(routers.name(), PATIENCE_MILLIS, routers.folder()));
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean established(Speaker speaker) {
        try {
            return speaker.established();
        } catch (CommandFailed e) {
            return false;
        }
    }
}
