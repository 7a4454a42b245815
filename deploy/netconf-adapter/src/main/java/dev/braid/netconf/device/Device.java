package dev.braid.netconf.device;

import dev.braid.netconf.l3nm.L3nmXml;
import dev.braid.netconf.l3nm.OperStatus;
import dev.braid.netconf.l3nm.VpnService;
import dev.braid.netconf.protocol.RpcRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.w3c.dom.Element;

/** One device or controller: one session that is kept, and one caller at a time. */
public final class Device implements AutoCloseable {
    private final Endpoint endpoint;
    private final SshConnector connector;
    private final ReentrantLock turn = new ReentrantLock(true);
    private Datastores datastores;

    public Device(Endpoint endpoint, SshConnector connector) {
        this.endpoint = endpoint;
        this.connector = connector;
    }

    /** As the settings name it. */
    public String id() {
        return endpoint.id();
    }

    /** A service as it is there, and how it operates. */
    public record Found(VpnService service, OperStatus operStatus) {}

    /** That service, if the running configuration has it. */
    public Optional<Found> find(String vpnId) throws IOException {
        return read(it -> {
            Optional<Element> service = service(it.running(L3nmXml.service(vpnId)), vpnId);
            if (service.isEmpty()) {
                return Optional.empty();
            }
            Optional<Element> state = service(it.state(L3nmXml.operStatus(vpnId)), vpnId);
            return Optional.of(new Found(
                    L3nmXml.read(service.get()),
                    state.isPresent() ? L3nmXml.operStatus(state.get()) : OperStatus.UNTOLD));
        });
    }

    /** All services of the running configuration, without asking how they operate. */
    public List<Found> list() throws IOException {
        return read(it -> listed(it, Map.of()));
    }

    /** All services of the running configuration, and how they operate. */
    public List<Found> listWithState() throws IOException {
        return read(it -> {
            Map<String, OperStatus> states = new HashMap<>();
            for (Element state : L3nmXml.services(it.state(L3nmXml.operStatus()))) {
                states.put(L3nmXml.vpnId(state), L3nmXml.operStatus(state));
            }
            return listed(it, states);
        });
    }

    @Override
    public void close() {
        turn.lock();
        try {
            if (datastores != null) {
                datastores.close();
            }
        } finally {
            turn.unlock();
        }
    }

    /** Waits until nobody else uses the device. */
    void take() {
        turn.lock();
    }

    /** Lets the next one. */
    void leave() {
        turn.unlock();
    }

    /** A session that is open, for the one whose turn it is. */
    Datastores datastores() throws IOException {
        if (datastores == null || !datastores.isOpen()) {
            datastores = new Datastores(connector.connect(endpoint));
        }
        return datastores;
    }

    static Optional<Element> service(Element reply, String vpnId) throws IOException {
        for (Element service : L3nmXml.services(reply)) {
            if (L3nmXml.vpnId(service).equals(vpnId)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }

    private static List<Found> listed(Datastores datastores, Map<String, OperStatus> states)
            throws IOException, RpcRefused {
        List<Found> found = new ArrayList<>();
        for (Element service : L3nmXml.services(datastores.running(L3nmXml.everyService()))) {
            VpnService read = L3nmXml.read(service);
            found.add(new Found(read, states.getOrDefault(read.vpnId(), OperStatus.UNTOLD)));
        }
        return found;
    }

    private interface Reading<T> {
        T from(Datastores datastores) throws IOException, RpcRefused;
    }

    /** A read that is refused tells nothing of what is there. */
    private <T> T read(Reading<T> reading) throws IOException {
        take();
        try {
            return reading.from(datastores());
        } catch (RpcRefused | IOException e) {
            throw new IOException("%s: %s".formatted(id(), e.getMessage()), e);
        } finally {
            leave();
        }
    }
}
