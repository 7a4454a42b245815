package dev.braid.netconf.l3nm;

import static dev.braid.netconf.l3nm.L3nmXml.L3NM;

import dev.braid.netconf.protocol.Xml;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * What {@code edit-config} has to be told. A service that is there is read, changed and replaced as a whole, so what
 * others have added to it stays. It is not merged: OpenDaylight takes no part of an access, because it does not see that
 * the mandatory {@code svlan-id} of {@code qinq} is meant only where the encapsulation is that (RFC 9182, {@code when}).
 */
public final class ServiceEdit {
    private ServiceEdit() {}

    /** Puts a service there, or brings the one that is there to what is wanted. */
    public static String write(VpnService wanted, Optional<Element> before) {
        Element service = before.map(it -> (Element) it.cloneNode(true)).orElseGet(() -> named(wanted.vpnId()));
        set(service, wanted.description(), "vpn-description");
        set(service, wanted.customer(), "customer-name");
        set(service, "vpn-common:" + wanted.adminStatus(), "status", "admin-status", "status");
        for (VpnService.Node node : wanted.nodes()) {
            Element vpnNode = entry(at(service, "vpn-nodes"), "vpn-node", "vpn-node-id", node.id());
            if (!node.neId().isEmpty()) {
                set(vpnNode, node.neId(), "ne-id");
            }
            for (VpnService.Access access : node.accesses()) {
                Element list = at(vpnNode, "vpn-network-accesses");
                write(entry(list, "vpn-network-access", "id", access.id()), access);
            }
        }
        return config(service, before.isPresent() ? "replace" : "create");
    }

    /** Takes a service away that must be there. */
    public static String delete(String vpnId) {
        return config(named(vpnId), "delete");
    }

    /** Takes a service away, or puts it back as it was read. */
    public static String restore(String vpnId, Optional<Element> before) {
        return before.map(it -> config((Element) it.cloneNode(true), "replace"))
                .orElseGet(() -> config(named(vpnId), "remove"));
    }

    private static void write(Element access, VpnService.Access wanted) {
        set(access, wanted.interfaceId(), "interface-id");
        set(access, "vpn-common:dot1q", "connection", "encapsulation", "type");
        set(access, Integer.toString(wanted.vlanId()), "connection", "encapsulation", "dot1q", "cvlan-id");
        wanted.bandwidthBps().map(it -> Long.toString(it)).ifPresent(bps -> {
            set(access, bps, "service", "pe-to-ce-bandwidth");
            set(access, bps, "service", "ce-to-pe-bandwidth");
        });
        enable(access, wanted.yieldedTo());
    }

    /** What nobody has disabled needs no status. */
    private static void enable(Element access, Optional<String> yieldedTo) {
        if (yieldedTo.isPresent()) {
            set(access, L3nmXml.YIELDED_TO + yieldedTo.get(), "description");
            set(access, "vpn-common:" + VpnService.DOWN, "status", "admin-status", "status");
            return;
        }
        Xml.find(access, L3NM, "status", "admin-status", "status")
                .ifPresent(it -> it.setTextContent("vpn-common:" + VpnService.UP));
        Xml.find(access, L3NM, "description")
                .filter(it -> it.getTextContent().startsWith(L3nmXml.YIELDED_TO))
                .ifPresent(access::removeChild);
    }

    private static Element named(String vpnId) {
        Element service = Xml.document(L3NM, "vpn-service");
        set(service, vpnId, "vpn-id");
        return service;
    }

    /** The entry of a list with that key, which stands first in it as RFC 7950 wants it. */
    private static Element entry(Element list, String name, String key, String value) {
        return Xml.children(list, L3NM, name).stream()
                .filter(it -> Xml.find(it, L3NM, key)
                        .map(Element::getTextContent)
                        .filter(value::equals)
                        .isPresent())
                .findFirst()
                .orElseGet(() -> {
                    Element fresh = append(list, name);
                    set(fresh, value, key);
                    return fresh;
                });
    }

    private static void set(Element parent, String value, String... names) {
        at(parent, names).setTextContent(value);
    }

    private static Element at(Element parent, String... names) {
        Element at = parent;
        for (String name : names) {
            Element from = at;
            at = Xml.find(from, L3NM, name).orElseGet(() -> append(from, name));
        }
        return at;
    }

    private static Element append(Element parent, String name) {
        return (Element) parent.appendChild(parent.getOwnerDocument().createElementNS(L3NM, name));
    }

    private static String config(Element service, String operation) {
        service.setAttributeNS(Xml.BASE, "nc:operation", operation);
        return """
                <l3vpn-ntw xmlns="%s" xmlns:vpn-common="%s">\
                <vpn-services>%s</vpn-services></l3vpn-ntw>""".formatted(L3NM, L3nmXml.VPN_COMMON, Xml.serialise(service));
    }
}
