package dev.braid.pcep.session;

import dev.braid.pcep.wire.Message;
import dev.braid.pcep.wire.Message.Cause;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Waits for head-end routers to connect, and keeps a session with each (RFC 5440: the router connects). */
public final class Pce implements Closeable {
    private static final System.Logger LOG = System.getLogger(Pce.class.getName());
    private static final int SESSION_IDS = 256;

    private final ServerSocket listener;
    private final List<Router> routers;
    private final Timers timers;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Consumer<String>> watchers = new CopyOnWriteArraySet<>();
    private final AtomicInteger sessionCount = new AtomicInteger();

    private Pce(ServerSocket listener, List<Router> routers, Timers timers) {
        this.listener = listener;
        this.routers = List.copyOf(routers);
        this.timers = timers;
    }

    /** Listens from now on; port 0 takes a free one. */
    public static Pce listen(InetSocketAddress address, List<Router> routers, Timers timers) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(address);
        Pce pce = new Pce(listener, routers, timers);
        Thread.ofVirtual().start(pce::accept);
        return pce;
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** The session with a router, if everything that the router holds is known. */
    public Session session(String routerId) throws NoAnswer {
        Session session = sessions.get(routerId);
        if (session == null || !session.whole()) {
            throw new NoAnswer("There is no synchronised session with router %s.".formatted(routerId));
        }
        return session;
    }

    /** Whether everything that all routers hold is known. */
    public boolean whole() {
        return routers.stream().allMatch(it -> {
            Session session = sessions.get(it.id());
            return session != null && session.whole();
        });
    }

    /** Tells the names of LSPs that routers report about, until closed. */
    public AutoCloseable watch(Consumer<String> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Tells all who watch that something about an LSP has changed. */
    public void tell(String name) {
        watchers.forEach(it -> it.accept(name));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.log(Level.WARNING, "No connection could be taken: {0}", e.getMessage());
                }
            }
        }
    }

    private void serve(Socket socket) {
        sockets.add(socket);
        try (Wire wire = new Wire(socket)) {
            Router router = routers.stream()
                    .filter(it -> it.sessionAddress().equals(socket.getInetAddress()))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No router of the settings has this address."));
            Session session = new Session(router, wire, timers, this::tell);
            if (sessions.putIfAbsent(router.id(), session) != null) {
                wire.send(new Message.Failed(List.of(Cause.SECOND_SESSION), List.of()));
                throw new IOException("Router %s has a session already.".formatted(router.id()));
            }
            try {
                session.run(sessionCount.getAndIncrement() % SESSION_IDS);
            } finally {
                sessions.remove(router.id(), session);
            }
        } catch (IOException e) {
            LOG.log(Level.INFO, "The session from {0} has ended: {1}", socket.getInetAddress(), e.getMessage());
        } finally {
            sockets.remove(socket);
        }
    }

    /** Ends at once; routers keep what they hold, and tell it to whoever listens here next. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
