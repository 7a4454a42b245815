package dev.braid.netconf;

import dev.braid.api.adapter.v1.ProviderFault;
import dev.braid.netconf.device.Endpoint;
import dev.braid.netconf.device.SshConnector;
import dev.braid.netconf.protocol.NetconfSession;
import dev.braid.netconf.protocol.RpcRefused;
import dev.braid.netconf.protocol.Xml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.w3c.dom.Element;

/**
 * Stands between an adapter and a device, a session for a session, and lets each call through as well or as badly as was
 * arranged. Reads and the calls that only prepare a change pass, unless the fault is garbage or silence before.
 */
final class FaultyDoor implements AutoCloseable {
    private static final String REFUSAL = """
            <rpc-reply xmlns="%s" message-id="%s"><rpc-error><error-type>application</error-type>\
            <error-tag>operation-failed</error-tag><error-severity>error</error-severity>\
            <error-message>not with this device</error-message></rpc-error></rpc-reply>""";
    private static final String OK = "<rpc-reply xmlns=\"%s\" message-id=\"%s\"><ok/></rpc-reply>";

    private static final long SILENCE_MS = 200;

    private final Endpoint device;
    private final SshConnector connector;
    private final NetconfServer server;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile ProviderFault fault = ProviderFault.PROVIDER_FAULT_UNSPECIFIED;
    private volatile Predicate<String> affected = FaultyDoor::any;
    private volatile CountDownLatch arrived = new CountDownLatch(0);
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile String heldOperation = "";

    FaultyDoor(Endpoint device, SshConnector connector) throws IOException {
        this.device = device;
        this.connector = connector;
        this.server = NetconfServer.start(TestTool.PASSWORD, Guest::new);
    }

    NetconfServer server() {
        return server;
    }

    /** From now on, for calls that the fault can be meant for. */
    void arrange(ProviderFault how) {
        arrange(
                how,
                switch (how) {
                    case PROVIDER_FAULT_SILENT_BEFORE, PROVIDER_FAULT_GARBAGE -> FaultyDoor::any;
                    default -> "commit"::equals;
                });
    }

    void arrange(ProviderFault how, Predicate<String> operations) {
        affected = operations;
        fault = how;
    }

    /** The next such operation waits at the door; returns when it has come, once asked to. */
    CountDownLatch holdNext(String operation) {
        arrived = new CountDownLatch(1);
        held = new CountDownLatch(1);
        heldOperation = operation;
        return arrived;
    }

    /** What waits at the door is never let in. */
    void refuseHeld() {
        heldOperation = "";
        held.countDown();
    }

    /** All operations that came to the door, in order. */
    List<String> seen() {
        return seen;
    }

    @Override
    public void close() throws IOException {
        refuseHeld();
        server.close();
    }

    private static boolean any(String operation) {
        return true;
    }

    private final class Guest implements NetconfServer.Peer {
        private final NetconfSession session;

        private Guest() throws IOException {
            session = connector.connect(device);
        }

        @Override
        public String hello() {
            return """
                    <hello xmlns="%s"><capabilities>\
                    <capability>urn:ietf:params:netconf:base:1.1</capability>\
                    <capability>urn:ietf:params:netconf:capability:candidate:1.0</capability>\
                    </capabilities><session-id>1</session-id></hello>""".formatted(Xml.BASE);
        }

        @Override
        public Optional<String> answer(String rpc) throws IOException {
            Element call = Xml.parse(rpc.getBytes(StandardCharsets.UTF_8));
            Element operation = (Element) call.getFirstChild();
            String name = operation.getLocalName();
            String id = call.getAttribute("message-id");
            seen.add(name);
            hold(name);
            if (!affected.test(name)) {
                return Optional.of(forward(operation, id));
            }
            return switch (fault) {
                case PROVIDER_FAULT_SILENT_BEFORE -> silence();
                case PROVIDER_FAULT_SILENT_AFTER -> {
                    forward(operation, id);
                    yield silence();
                }
                case PROVIDER_FAULT_REFUSES -> Optional.of(REFUSAL.formatted(Xml.BASE, id));
                case PROVIDER_FAULT_GARBAGE -> Optional.of("<rpc-reply><data><l3vpn-ntw");
                case PROVIDER_FAULT_LIES -> Optional.of(OK.formatted(Xml.BASE, id));
                case PROVIDER_FAULT_UNSPECIFIED, UNRECOGNIZED -> Optional.of(forward(operation, id));
            };
        }

        @Override
        public void close() {
            session.close();
        }

        /** No answer, and after a while no connection either. */
        private Optional<String> silence() throws IOException {
            try {
                Thread.sleep(SILENCE_MS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            throw new IOException("The door stays shut.");
        }

        private void hold(String name) throws IOException {
            if (name.equals(heldOperation)) {
                arrived.countDown();
                try {
                    held.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                throw new IOException("What waited at the door is turned away.");
            }
        }

        private String forward(Element operation, String id) throws IOException {
            try {
                Element reply = session.call(operation.getLocalName(), Xml.serialise(operation));
                reply.setAttribute("message-id", id);
                return Xml.serialise(reply);
            } catch (RpcRefused e) {
                return REFUSAL.formatted(Xml.BASE, id)
                        .replace("operation-failed", e.tag())
                        .replace("not with this device", Xml.escape(e.getMessage()));
            }
        }
    }
}
