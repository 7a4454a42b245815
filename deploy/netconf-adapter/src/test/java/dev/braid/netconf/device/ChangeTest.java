package dev.braid.netconf.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.netconf.l3nm.L3nmXml;
import dev.braid.netconf.l3nm.ServiceEdit;
import dev.braid.netconf.l3nm.VpnService;
import dev.braid.netconf.l3nm.VpnService.Access;
import dev.braid.netconf.protocol.NetconfSession.Bounds;
import dev.braid.netconf.protocol.Xml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ChangeTest {
    private static final UnaryOperator<Optional<VpnService>> YIELDING =
            there -> there.map(it -> it.with((_, access) -> access.yielding(Optional.of("heir"))));

    private final SshConnector connector = new SshConnector();
    private final Device device = new Device(
            new Endpoint(
                    "pe1",
                    "127.0.0.1",
                    830,
                    List.of(),
                    "braid",
                    new Endpoint.Login(Optional.of("any"), Optional.empty()),
                    new Bounds(Duration.ofSeconds(1), 1 << 20)),
            connector);

    @AfterEach
    void close() throws IOException {
        connector.close();
    }

    /** An order that was released in between does not come back because another takes its exit. */
    @Test
    void whatIsGoneIsNotWrittenForWhatItWouldYield() throws IOException {
        Change change = new Change(device, "o", YIELDING);
        assertThat(change.edit(Optional.empty())).isEmpty();
        assertThat(change.holds(Optional.empty())).isTrue();
    }

    @Test
    void whatWasChangedInBetweenStaysChanged() throws IOException {
        Change change = new Change(device, "o", YIELDING);
        Element after = service(change.edit(Optional.of(service(written(20)))).orElseThrow());
        assertThat(L3nmXml.read(after).nodes().getFirst().accesses())
                .containsExactly(new Access("ix", "xe-0", 7, Optional.of(20L), Optional.of("heir")));
        assertThat(change.holds(Optional.of(after))).isTrue();
        assertThat(change.edit(Optional.of(after))).isEmpty();
    }

    private static String written(long bps) {
        Access access = new Access("ix", "xe-0", 7, Optional.of(bps));
        return ServiceEdit.write(
                new VpnService("o", "d", "c", VpnService.UP, List.of(new VpnService.Node("lon", "", List.of(access)))),
                Optional.empty());
    }

    private static Element service(String config) throws IOException {
        Element root = Xml.parse(config.getBytes(StandardCharsets.UTF_8));
        return Xml.find(root, L3nmXml.L3NM, "vpn-services", "vpn-service").orElseThrow();
    }
}
