package dev.braid.netconf.l3nm;

import static dev.braid.netconf.protocol.Xml.escape;

import dev.braid.netconf.protocol.ProtocolBroken;
import dev.braid.netconf.protocol.Xml;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.w3c.dom.Element;

/** What to ask a device for, and VPN services from the XML of ietf-l3vpn-ntw, revision 2022-02-14. */
public final class L3nmXml {
    /** Of ietf-l3vpn-ntw (RFC 9182). */
    public static final String L3NM = "urn:ietf:params:xml:ns:yang:ietf-l3vpn-ntw";

    static final String VPN_COMMON = "urn:ietf:params:xml:ns:yang:ietf-vpn-common";
    /** What the description of an access begins with that another service has taken over. */
    static final String YIELDED_TO = "yielded to ";

    private static final int LARGEST_VLAN = 4094;

    private L3nmXml() {}

    /** A subtree filter (RFC 6241, section 6) for all services. */
    public static String everyService() {
        return filter("");
    }

    /** A subtree filter for one service, whether it is there or not. */
    public static String service(String vpnId) {
        return filter("<vpn-service><vpn-id>%s</vpn-id></vpn-service>".formatted(escape(vpnId)));
    }

    /** A subtree filter for the operational status alone of one service. */
    public static String operStatus(String vpnId) {
        return filter("<vpn-service><vpn-id>%s</vpn-id><status><oper-status/></status></vpn-service>"
                .formatted(escape(vpnId)));
    }

    /** A subtree filter for the operational status alone of all services. */
    public static String operStatus() {
        return filter("<vpn-service><vpn-id/><status><oper-status/></status></vpn-service>");
    }

    /** The services in an answer to {@code get} or {@code get-config}; of a message without data nothing is known. */
    public static List<Element> services(Element reply) throws ProtocolBroken {
        Element data = Xml.find(reply, Xml.BASE, "data")
                .orElseThrow(() -> new ProtocolBroken("The answer to a read has no data element."));
        return Xml.find(data, L3NM, "l3vpn-ntw", "vpn-services").stream()
                .flatMap(it -> Xml.children(it, L3NM, "vpn-service").stream())
                .toList();
    }

    /** One of them. */
    public static VpnService read(Element service) throws ProtocolBroken {
        List<VpnService.Node> nodes = new ArrayList<>();
        for (Element list : Xml.children(service, L3NM, "vpn-nodes")) {
            for (Element node : Xml.children(list, L3NM, "vpn-node")) {
                nodes.add(new VpnService.Node(key(node, "vpn-node-id"), text(node, "ne-id"), accesses(node)));
            }
        }
        return new VpnService(
                vpnId(service),
                text(service, "vpn-description"),
                text(service, "customer-name"),
                identity(service, "status", "admin-status", "status"),
                nodes);
    }

    /** Its key. */
    public static String vpnId(Element service) throws ProtocolBroken {
        return key(service, "vpn-id");
    }

    /** How it operates. */
    public static OperStatus operStatus(Element service) throws ProtocolBroken {
        Optional<String> since = Xml.text(service, L3NM, "status", "oper-status", "last-change");
        try {
            return new OperStatus(
                    identity(service, "status", "oper-status", "status"),
                    since.map(it -> OffsetDateTime.parse(it).toInstant()));
        } catch (DateTimeParseException e) {
            throw new ProtocolBroken("last-change is '%s', no date and time.".formatted(since.orElse("")), e);
        }
    }

    private static List<VpnService.Access> accesses(Element node) throws ProtocolBroken {
        List<VpnService.Access> accesses = new ArrayList<>();
        for (Element list : Xml.children(node, L3NM, "vpn-network-accesses")) {
            for (Element access : Xml.children(list, L3NM, "vpn-network-access")) {
                accesses.add(access(access));
            }
        }
        return accesses;
    }

    private static VpnService.Access access(Element access) throws ProtocolBroken {
        OptionalLong in = number(access, "service", "pe-to-ce-bandwidth");
        OptionalLong out = number(access, "service", "ce-to-pe-bandwidth");
        Optional<Long> least = in.isEmpty() || out.isEmpty()
                ? Optional.empty()
                : Optional.of(Math.min(in.getAsLong(), out.getAsLong()));
        return new VpnService.Access(
                key(access, "id"), text(access, "interface-id"), vlan(access), least, yieldedTo(access));
    }

    /** Nobody's, where somebody else has disabled it. */
    private static Optional<String> yieldedTo(Element access) throws ProtocolBroken {
        if (!identity(access, "status", "admin-status", "status").equals(VpnService.DOWN)) {
            return Optional.empty();
        }
        String words = text(access, "description");
        return Optional.of(words.startsWith(YIELDED_TO) ? words.substring(YIELDED_TO.length()) : "");
    }

    private static int vlan(Element access) throws ProtocolBroken {
        long vlan = number(access, "connection", "encapsulation", "dot1q", "cvlan-id")
                .orElse(0);
        if (vlan > LARGEST_VLAN) {
            throw new ProtocolBroken("cvlan-id is %d; VLANs go up to %d.".formatted(vlan, LARGEST_VLAN));
        }
        return (int) vlan;
    }

    private static String key(Element element, String name) throws ProtocolBroken {
        return Xml.find(element, L3NM, name)
                .map(Element::getTextContent)
                .orElseThrow(() -> new ProtocolBroken("A %s has no %s.".formatted(element.getLocalName(), name)));
    }

    private static String text(Element element, String name) {
        return Xml.find(element, L3NM, name).map(Element::getTextContent).orElse("");
    }

    private static OptionalLong number(Element element, String... names) throws ProtocolBroken {
        Optional<String> text = Xml.text(element, L3NM, names);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= 0) {
                return OptionalLong.of(value);
            }
        } catch (NumberFormatException e) {
            throw new ProtocolBroken(
                    "%s is '%s', no number up to %d.".formatted(names[names.length - 1], text.get(), Long.MAX_VALUE),
                    e);
        }
        throw new ProtocolBroken("%s is '%s', below 0.".formatted(names[names.length - 1], text.get()));
    }

    private static String identity(Element element, String... names) throws ProtocolBroken {
        Optional<Element> leaf = Xml.find(element, L3NM, names);
        String text = leaf.map(it -> it.getTextContent().strip()).orElse("");
        int colon = text.indexOf(':');
        if (colon >= 0 && !VPN_COMMON.equals(leaf.orElseThrow().lookupNamespaceURI(text.substring(0, colon)))) {
            throw new ProtocolBroken("The status '%s' is none of ietf-vpn-common.".formatted(text));
        }
        return text.substring(colon + 1);
    }

    private static String filter(String service) {
        return """
                <filter type="subtree"><l3vpn-ntw xmlns="%s"><vpn-services>%s</vpn-services></l3vpn-ntw></filter>""".formatted(L3NM, service);
    }
}
