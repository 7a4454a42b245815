package dev.braid.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.lab.build.Lab;
import dev.braid.lab.build.LabFailed;
import dev.braid.lab.kernel.Commands;
import dev.braid.lab.kernel.Kernel;
import dev.braid.lab.plan.LabFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NeedsRoot.class)
class LabTest {
    private static final Path FILE = Path.of("lab.json");

    @Test
    void aLabThatIsDownHasLeftNothing() throws IOException {
        List<String> before = machine();
        Lab.up(FILE);
        assertThat(machine()).isNotEqualTo(before).contains("braid-a1", "relay");
        Lab.down();
        assertThat(machine()).isEqualTo(before);
    }

    @Test
    void twoLabsAtOnceAreRefused() {
        Lab.up(FILE);
        try {
            assertThatThrownBy(() -> Lab.up(FILE))
                    .isInstanceOf(LabFailed.class)
                    .hasMessageContaining("There is a lab on this machine already");
        } finally {
            Lab.down();
        }
    }

    @Test
    void whatACrashHasLeftIsTakenAway() throws IOException {
        List<String> before = machine();
        Commands.run("ip", "netns", "add", "braid-a1");
        Files.createDirectory(Lab.folder());
        assertThatThrownBy(() -> Lab.up(FILE)).hasMessageContaining("or what is left of one");
        Lab.down();
        assertThat(machine()).isEqualTo(before);
    }

    @Test
    void aCustomerReachesNoSegmentOfACarrier() {
        Lab.up(FILE);
        try {
            // A packet with a segment list of the customer's own, as a carrier would send it.
            Commands.feed("""
                    set -e
                    mac=$(ip -n braid-a1 -o link show to-ce1 | sed 's/.*ether \\([^ ]*\\).*/\\1/')
                    ip -n braid-ce1 addr add 2001:db8::1/64 dev to-a1 nodad
                    ip -n braid-ce1 neigh replace 2001:db8::2 lladdr $mac dev to-a1
                    ip -n braid-ce1 -6 route add 2001:db8:f::/64 encap seg6 mode encap segs fc00:0:a1:a2:: dev to-a1
                    ip -n braid-ce1 -6 route add fc00::/32 via 2001:db8::2
                    ip netns exec braid-ce1 bash -c 'echo x >/dev/udp/2001:db8:f::1/7'
                    """, "sh");
            RunningLab.pause(200);
            try (Kernel kernel = new Kernel(LabFile.read(FILE), List.of("a1"))) {
                assertThat(kernel.counters("a1")).containsEntry("fc00:0:a1:a2::/64", 0L);
            }
        } finally {
            Lab.down();
        }
    }

    @Test
    void aLinkKeepsItsDelayAndLosesItsCarrierWhenItIsCut() {
        Lab lab = Lab.up(FILE);
        try {
            lab.relay().delay("a2-c2", 7000);
            assertThat(lab.relay().stats()).anyMatch(line -> line.startsWith("a2-c2 > delay_us=7000 cut=0"));
            lab.relay().cut("a2-c2");
            assertThat(link("c2", "to-a2")).contains("NO-CARRIER");
            assertThat(link("a2", "to-c2")).contains("NO-CARRIER");
            lab.relay().mend("a2-c2");
            assertThat(link("c2", "to-a2")).doesNotContain("NO-CARRIER");
            assertThatThrownBy(() -> lab.relay().cut("a2-zz"))
                    .isInstanceOf(LabFailed.class)
                    .hasMessage("there is no link a2-zz");
        } finally {
            Lab.down();
        }
    }

    private static String link(String node, String device) {
        return Commands.run("ip", "-n", "braid-" + node, "link", "show", device);
    }

    /** The namespaces, the lab's processes, and the files where it keeps any. */
    private static List<String> machine() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/run"))) {
            return Stream.of(
                            Commands.run("ip", "netns", "list").lines().map(line -> line.split(" ")[0]),
                            ProcessHandle.allProcesses()
                                    .flatMap(process -> process.info().command().stream())
                                    .map(command ->
                                            Path.of(command).getFileName().toString())
                                    .filter(name -> name.startsWith("relay-"))
                                    .map(_ -> "relay"),
                            Commands.run("ip", "-br", "link").lines().map(line -> line.split(" ")[0]),
                            files.map(Path::toString).filter(name -> name.contains("braid")))
                    .flatMap(part -> part)
                    .sorted()
                    .toList();
        }
    }
}
