package dev.braid.pcep;

import dev.braid.api.adapter.v1.ProviderFault;
import dev.braid.pcep.wire.Lsp;
import dev.braid.pcep.wire.Message;
import dev.braid.pcep.wire.Message.Cause;
import dev.braid.pcep.wire.Message.Report;
import dev.braid.pcep.wire.MessageReader;
import dev.braid.pcep.wire.MessageWriter;
import dev.braid.pcep.wire.Operation;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between routers and the PCE, passes everything on, and misbehaves as a router would when told to. */
final class FaultyWire implements AutoCloseable {
    private static final int FAKE_ID = 0xFFFFE;

    private final ServerSocket listener = new ServerSocket(0, 8, InetAddress.ofLiteral("127.0.0.1"));
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Long> unanswered = ConcurrentHashMap.newKeySet();
    private final Map<String, Float> bytesPerSecond = new ConcurrentHashMap<>();
    private final AtomicInteger left = new AtomicInteger();
    private volatile ProviderFault fault = ProviderFault.PROVIDER_FAULT_UNSPECIFIED;
    private volatile int pcePort;

    FaultyWire() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void leadTo(int port) {
        pcePort = port;
    }

    ProviderFault fault() {
        return fault;
    }

    void arrange(ProviderFault next, int callCount) {
        left.set(callCount);
        fault = next;
    }

    /** Ends all connections: routers come again and tell what they hold. */
    void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** What a router has last reported of an LSP, as it came from there. */
    float bytesPerSecond(InetAddress router, String name) {
        return bytesPerSecond.getOrDefault(router.getHostAddress() + " " + name, 0F);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket router = listener.accept();
                Socket pce = new Socket(InetAddress.ofLiteral("127.0.0.1"), pcePort, router.getInetAddress(), 0);
                sockets.add(router);
                sockets.add(pce);
                Thread.ofVirtual().start(() -> pass(router, pce, false));
                Thread.ofVirtual().start(() -> pass(pce, router, true));
            } catch (IOException notNow) {
                // The router comes again.
            }
        }
    }

    private void pass(Socket from, Socket to, boolean command) {
        try (from;
                to) {
            DataInputStream input = new DataInputStream(from.getInputStream());
            while (true) {
                byte[] head = input.readNBytes(4);
                if (head.length < 4) {
                    return;
                }
                int length = (head[2] & 0xFF) << 8 | head[3] & 0xFF;
                byte[] whole = Arrays.copyOf(head, length);
                input.readFully(whole, 4, length - 4);
                Message message = MessageReader.read(new DataInputStream(new ByteArrayInputStream(whole)));
                if (command ? command(message, from) : answer(message, whole, from.getInetAddress())) {
                    send(to, whole);
                    if (command && !(message instanceof Message.Keepalive)) {
                        Thread.ofVirtual().start(() -> nudge(to));
                    }
                }
            }
        } catch (IOException over) {
            // Both ends are closed.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    /** FRR looks for what it has to send four times a second, and whenever something comes: so something comes. */
    private static void nudge(Socket router) {
        try {
            for (int pauseMillis = 2; pauseMillis < 200; pauseMillis *= 2) {
                Thread.sleep(pauseMillis);
                send(router, MessageWriter.write(new Message.Keepalive()));
            }
        } catch (InterruptedException | IOException over) {
            // The router has gone.
        }
    }

    private static void send(Socket to, byte[] octets) throws IOException {
        synchronized (to) {
            to.getOutputStream().write(octets);
        }
    }

    /** Whether a command is passed on to the router. */
    private boolean command(Message message, Socket pce) throws IOException {
        return switch (message) {
            case Message.Initiate(long srpId, var planned) ->
                command(
                        srpId,
                        pce,
                        new Report(
                                srpId,
                                lsp(FAKE_ID, false, planned.name()),
                                planned.route(),
                                Optional.of(planned.bytesPerSecond())));
            case Message.Update(long srpId, int plspId, var route, float rate) ->
                command(srpId, pce, new Report(srpId, lsp(plspId, false, null), route, Optional.of(rate)));
            case Message.Remove(long srpId, int plspId) ->
                plspId == Lsp.RESERVED_ID
                        ? fence(srpId, pce)
                        : command(srpId, pce, new Report(srpId, lsp(plspId, true, null), List.of(), Optional.empty()));
            case Message.Open _,
                    Message.Keepalive _,
                    Message.Close _,
                    Message.Failed _,
                    Message.Reports _,
                    Message.Unread _ -> true;
        };
    }

    private static Lsp lsp(int plspId, boolean removed, String name) {
        return new Lsp(plspId, true, false, removed, true, true, Operation.GOING_UP, Optional.ofNullable(name));
    }

    private boolean command(long srpId, Socket pce, Report lie) throws IOException {
        switch (spent()) {
            case PROVIDER_FAULT_SILENT_BEFORE -> {
                return false;
            }
            case PROVIDER_FAULT_SILENT_AFTER -> {
                unanswered.add(srpId);
                return true;
            }
            case PROVIDER_FAULT_REFUSES -> {
                return refuse(srpId, pce);
            }
            case PROVIDER_FAULT_LIES -> {
                send(pce, MessageWriter.write(new Message.Reports(List.of(lie))));
                return false;
            }
            default -> {
                return true;
            }
        }
    }

    /** Asking is no doing: a router that does what it is told without a word still answers what it is asked. */
    private boolean fence(long srpId, Socket pce) throws IOException {
        return switch (fault) {
            case PROVIDER_FAULT_SILENT_BEFORE -> false;
            case PROVIDER_FAULT_REFUSES -> refuse(srpId, pce);
            default -> true;
        };
    }

    private static boolean refuse(long srpId, Socket pce) throws IOException {
        send(pce, MessageWriter.write(new Message.Failed(List.of(new Cause(24, 1)), List.of(srpId))));
        return false;
    }

    /** Whether what a router says is passed on to the PCE. */
    private boolean answer(Message message, byte[] whole, InetAddress router) {
        if (message instanceof Message.Reports(var reports)) {
            for (Report report : reports) {
                report.lsp()
                        .name()
                        .ifPresent(name -> bytesPerSecond.put(
                                router.getHostAddress() + " " + name,
                                report.lsp().removed()
                                        ? 0F
                                        : report.bytesPerSecond().orElse(0F)));
            }
            if (reports.stream()
                    .anyMatch(it -> unanswered.contains(it.srpId()) && !it.lsp().synchronising())) {
                return false;
            }
        }
        boolean says = message instanceof Message.Reports || message instanceof Message.Failed;
        if (says && fault == ProviderFault.PROVIDER_FAULT_GARBAGE) {
            // An object longer than its message.
            whole[6] = (byte) 0xFF;
        }
        return true;
    }

    private ProviderFault spent() {
        return left.getAndDecrement() > 0 ? fault : ProviderFault.PROVIDER_FAULT_UNSPECIFIED;
    }

    void forgive() {
        unanswered.clear();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
