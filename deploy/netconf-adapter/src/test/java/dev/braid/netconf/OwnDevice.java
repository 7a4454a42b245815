package dev.braid.netconf;

import dev.braid.netconf.l3nm.L3nmXml;
import dev.braid.netconf.protocol.Framing;
import dev.braid.netconf.protocol.Xml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * A device of our own for what netconf-testtool has not: locks, validate, commits that wait to be confirmed, operational
 * state, and NETCONF 1.0. It checks nothing against a model.
 */
final class OwnDevice implements AutoCloseable {
    private static final String REFUSAL = """
            <rpc-reply xmlns="%s" message-id="%s"><rpc-error><error-tag>%s</error-tag>\
            <error-severity>error</error-severity></rpc-error></rpc-reply>""";

    private final NetconfServer server;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Map<String, String> refused = new TreeMap<>();
    private Map<String, String> running = new TreeMap<>();
    private Map<String, String> candidate = new TreeMap<>();
    private Optional<Map<String, String>> unconfirmed = Optional.empty();
    private final Map<String, Object> locks = new TreeMap<>();
    private String operStatus = "";

    OwnDevice() throws IOException {
        server = NetconfServer.start(TestTool.PASSWORD, Guest::new);
    }

    NetconfServer server() {
        return server;
    }

    List<String> seen() {
        return seen;
    }

    synchronized Map<String, String> running() {
        return Map.copyOf(running);
    }

    synchronized void refuse(String operation, String tag) {
        refused.put(operation, tag);
    }

    synchronized void operates(String identity) {
        operStatus = identity;
    }

    /** Changes what is there by hand. */
    synchronized void change(String vpnId, UnaryOperator<String> how) {
        running.computeIfPresent(vpnId, (_, service) -> how.apply(service));
        candidate = new TreeMap<>(running);
    }

    /** Of that datastore, by somebody who is no guest here. */
    synchronized void lockedByAnother(String datastore) {
        locks.put(datastore, "another");
    }

    synchronized void unlockedByAnother(String datastore) {
        locks.remove(datastore, "another");
    }

    synchronized Set<String> locked() {
        return Set.copyOf(locks.keySet());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private synchronized Optional<String> answer(Guest guest, String rpc) throws IOException {
        Element call = Xml.parse(rpc.getBytes(StandardCharsets.UTF_8));
        String id = call.getAttribute("message-id");
        Element operation = (Element) call.getFirstChild();
        boolean confirmed = Xml.find(operation, Xml.BASE, "confirmed").isPresent();
        String name = operation.getLocalName() + (confirmed ? " confirmed" : "");
        seen.add(name);
        String tag = refused.get(name);
        if (name.equals("lock") && lockDenied(target(operation))) {
            tag = "lock-denied";
        }
        if (name.equals("unlock") && locks.get(target(operation)) != guest) {
            tag = "operation-failed";
        }
        if (tag != null) {
            return Optional.of(REFUSAL.formatted(Xml.BASE, id, tag));
        }
        return Optional.of("<rpc-reply xmlns=\"%s\" message-id=\"%s\">%s</rpc-reply>"
                .formatted(Xml.BASE, id, carryOut(guest, name, operation)));
    }

    /** Also to who has it already, and where somebody left a change in the candidate (RFC 6241, section 7.5). */
    private boolean lockDenied(String datastore) {
        return locks.containsKey(datastore) || datastore.equals("candidate") && !candidate.equals(running);
    }

    private static String target(Element operation) throws IOException {
        Element target = Xml.find(operation, Xml.BASE, "target").orElseThrow();
        return ((Element) target.getFirstChild()).getLocalName();
    }

    private String carryOut(Guest guest, String name, Element operation) throws IOException {
        switch (name) {
            case "lock" -> locks.put(target(operation), guest);
            case "unlock" -> locks.remove(target(operation));
            case "discard-changes" -> candidate = new TreeMap<>(running);
            case "edit-config" -> edit(operation);
            case "commit confirmed" -> {
                unconfirmed = Optional.of(running);
                running = new TreeMap<>(candidate);
            }
            case "commit" -> {
                unconfirmed = Optional.empty();
                running = new TreeMap<>(candidate);
            }
            case "cancel-commit" -> goBack();
            case "get-config" -> {
                return data(running.values().stream().collect(Collectors.joining()));
            }
            case "get" -> {
                return data(running.keySet().stream().map(this::state).collect(Collectors.joining()));
            }
            default -> {}
        }
        return "<ok/>";
    }

    private void edit(Element operation) throws IOException {
        Element services = Xml.find(operation, Xml.BASE, "config")
                .flatMap(it -> Xml.find(it, L3nmXml.L3NM, "l3vpn-ntw", "vpn-services"))
                .orElseThrow();
        for (Element service : new ArrayList<>(Xml.children(services, L3nmXml.L3NM, "vpn-service"))) {
            String how = service.getAttributeNS(Xml.BASE, "operation");
            service.removeAttributeNS(Xml.BASE, "operation");
            String vpnId = L3nmXml.vpnId(service);
            if (how.equals("delete") || how.equals("remove")) {
                candidate.remove(vpnId);
            } else {
                service.setAttribute("xmlns:vpn-common", "urn:ietf:params:xml:ns:yang:ietf-vpn-common");
                candidate.put(vpnId, Xml.serialise(service));
            }
        }
    }

    private void goBack() {
        unconfirmed.ifPresent(it -> running = it);
        unconfirmed = Optional.empty();
        candidate = new TreeMap<>(running);
    }

    private static String data(String services) {
        return "<data><l3vpn-ntw xmlns=\"%s\"><vpn-services>%s</vpn-services></l3vpn-ntw></data>"
                .formatted(L3nmXml.L3NM, services);
    }

    private String state(String vpnId) {
        return """
                <vpn-service><vpn-id>%s</vpn-id><status><oper-status>\
                <status xmlns:c="urn:ietf:params:xml:ns:yang:ietf-vpn-common">c:%s</status>\
                <last-change>2026-11-28T06:00:00Z</last-change></oper-status></status></vpn-service>""".formatted(vpnId, operStatus.isEmpty() ? "op-up" : operStatus);
    }

    private final class Guest implements NetconfServer.Peer {
        @Override
        public String hello() {
            StringBuilder capabilities = new StringBuilder();
            for (String each : List.of(
                    "base:1.0",
                    "capability:candidate:1.0",
                    "capability:writable-running:1.0",
                    "capability:validate:1.1",
                    "capability:confirmed-commit:1.1")) {
                capabilities.append("<capability>urn:ietf:params:netconf:%s</capability>".formatted(each));
            }
            return "<hello xmlns=\"%s\"><capabilities>%s</capabilities></hello>".formatted(Xml.BASE, capabilities);
        }

        @Override
        public Framing framing() {
            return Framing.END_MARK;
        }

        @Override
        public Optional<String> answer(String rpc) throws IOException {
            return OwnDevice.this.answer(this, rpc);
        }

        /** A lost session gives back its locks, and what it has not confirmed. */
        @Override
        public void close() {
            synchronized (OwnDevice.this) {
                if (locks.values().removeIf(it -> it == this)) {
                    goBack();
                }
            }
        }
    }
}
