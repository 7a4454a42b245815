package dev.braid.netconf.l3nm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.netconf.l3nm.VpnService.Access;
import dev.braid.netconf.l3nm.VpnService.Node;
import dev.braid.netconf.protocol.ProtocolBroken;
import dev.braid.netconf.protocol.Xml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class ServiceEditTest {
    private static final VpnService SERVICE = new VpnService(
            "o",
            "d",
            "c",
            VpnService.UP,
            List.of(new Node("lon", "192.0.2.1", List.of(new Access("ix", "xe-0", 7, Optional.of(20L))))));

    @Test
    void whatIsWrittenIsWhatIsRead() throws IOException {
        Random random = new Random(9182);
        for (int round = 0; round < 1000; round++) {
            List<Node> nodes = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                Access access = new Access(
                        text(random, "x"),
                        text(random, "y"),
                        random.nextInt(4095),
                        Optional.of(random.nextLong(1L << 62)));
                nodes.add(
                        new Node(text(random, "n" + i), random.nextBoolean() ? text(random, "") : "", List.of(access)));
            }
            VpnService service =
                    new VpnService(text(random, "o"), text(random, ""), text(random, "c"), VpnService.UP, nodes);
            assertThat(L3nmXml.read(written(ServiceEdit.write(service, Optional.empty()))))
                    .isEqualTo(service);
        }
    }

    @Test
    void whatOthersHaveAddedStays() throws IOException {
        Element before = written("""
                <l3vpn-ntw xmlns="%s" xmlns:c="urn:ietf:params:xml:ns:yang:ietf-vpn-common"><vpn-services><vpn-service>
                <vpn-id>o</vpn-id><vpn-name>theirs</vpn-name>
                <vpn-nodes><vpn-node><vpn-node-id>lon</vpn-node-id>
                <vpn-network-accesses><vpn-network-access><id>ix</id><service><mtu>9000</mtu>
                <pe-to-ce-bandwidth>10</pe-to-ce-bandwidth></service></vpn-network-access></vpn-network-accesses>
                </vpn-node><vpn-node><vpn-node-id>theirs</vpn-node-id></vpn-node></vpn-nodes>
                </vpn-service></vpn-services></l3vpn-ntw>""".formatted(L3nmXml.L3NM));

        String edit = ServiceEdit.write(SERVICE, Optional.of(before));

        assertThat(L3nmXml.read(written(edit)).covers(SERVICE)).isTrue();
        assertThat(edit)
                .contains("operation=\"replace\"", "<vpn-name>theirs", "<mtu>9000", "<vpn-node-id>theirs", ">20<")
                .doesNotContain(">10<");
    }

    @Test
    void theLowerOfTwoBandwidthsIsRead() throws IOException {
        String edit =
                ServiceEdit.write(SERVICE, Optional.empty()).replace("<ce-to-pe-bandwidth>20", "<ce-to-pe-bandwidth>5");

        VpnService read = L3nmXml.read(written(edit));
        assertThat(read.nodes().getFirst().accesses().getFirst().bandwidthBps()).contains(5L);
        assertThat(read.covers(SERVICE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "", "99999999999999999999", "0x10"})
    void aBandwidthThatIsNoNumberIsBroken(String value) {
        String edit = ServiceEdit.write(SERVICE, Optional.empty())
                .replace("<ce-to-pe-bandwidth>20", "<ce-to-pe-bandwidth>" + value);

        assertThatThrownBy(() -> L3nmXml.read(written(edit))).isInstanceOf(ProtocolBroken.class);
    }

    @Test
    void aStatusOfAnotherModuleIsBroken() {
        String edit = ServiceEdit.write(SERVICE, Optional.empty()).replace("vpn-common:admin-up", "nc:admin-up");

        assertThatThrownBy(() -> L3nmXml.read(written(edit))).isInstanceOf(ProtocolBroken.class);
    }

    @Test
    void anAnswerWithoutDataIsNoEmptyList() throws IOException {
        Element reply = Xml.document(Xml.BASE, "rpc-reply");

        assertThatThrownBy(() -> L3nmXml.services(reply)).isInstanceOf(ProtocolBroken.class);
    }

    private static Element written(String edit) throws IOException {
        Element config = Xml.parse(edit.getBytes(StandardCharsets.UTF_8));
        return Xml.find(config, L3nmXml.L3NM, "vpn-services", "vpn-service").orElseThrow();
    }

    private static String text(Random random, String prefix) {
        StringBuilder text = new StringBuilder(prefix);
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append("ab<>&\"'\u00e9/: ]".charAt(random.nextInt(12)));
        }
        return text.toString();
    }
}
