package dev.braid.pcep;

import dev.braid.pcep.wire.Hop;
import dev.braid.pcep.wire.Lsp;
import dev.braid.pcep.wire.Message;
import dev.braid.pcep.wire.Message.Cause;
import dev.braid.pcep.wire.Message.Report;
import dev.braid.pcep.wire.MessageReader;
import dev.braid.pcep.wire.MessageWriter;
import dev.braid.pcep.wire.Operation;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A router that does as a test says; what it holds outlives its sessions. */
final class ScriptedRouter implements Closeable {
    final Map<Integer, Report> held = new ConcurrentHashMap<>();
    volatile Operation operation = Operation.UP;
    volatile boolean delegates = true;
    volatile Cause refusesInitiate;
    volatile Cause refusesUpdate;
    volatile Cause fence = Cause.UNKNOWN_LSP;
    volatile int deadSeconds = 120;
    private final String address;
    private final AtomicInteger lastId = new AtomicInteger();
    private Socket socket;
    private CountDownLatch ended = new CountDownLatch(1);
    private volatile Message last = new Message.Keepalive();

    ScriptedRouter(String address) {
        this.address = address;
    }

    /** Opens a session and tells what it holds; all of it, or not yet all. */
    ScriptedRouter connect(int pcePort, boolean whole) throws IOException {
        socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), pcePort, InetAddress.ofLiteral(address), 0);
        DataInputStream input = new DataInputStream(socket.getInputStream());
        send(new Message.Open(30, deadSeconds, 1, true, true, true));
        CountDownLatch over = new CountDownLatch(1);
        ended = over;
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    take(MessageReader.read(input));
                }
            } catch (IOException gone) {
                over.countDown();
            }
        });
        send(new Message.Keepalive());
        for (Report report : held.values()) {
            send(report, 0, true);
        }
        if (whole) {
            finish();
        }
        return this;
    }

    /** Says that it has told everything. */
    void finish() throws IOException {
        send(new Message.Reports(List.of(new Report(
                0,
                new Lsp(0, false, false, false, false, false, Operation.DOWN, Optional.empty()),
                List.of(),
                Optional.empty()))));
    }

    private void take(Message message) throws IOException {
        last = message;
        switch (message) {
            case Message.Initiate(long srpId, var planned) -> {
                if (refused(srpId, refusesInitiate)) {
                    return;
                }
                hold(srpId, planned.name(), planned.route(), planned.bytesPerSecond());
            }
            case Message.Update(long srpId, int plspId, var route, float rate) -> {
                if (refused(srpId, refusesUpdate)) {
                    return;
                }
                Report report = new Report(srpId, held.get(plspId).lsp(), route, Optional.of(rate));
                held.put(plspId, report);
                send(report, srpId, false);
            }
            case Message.Remove(long srpId, int plspId) -> {
                Report gone = held.remove(plspId);
                if (gone == null) {
                    refused(srpId, plspId == Lsp.RESERVED_ID ? fence : Cause.UNKNOWN_LSP);
                    return;
                }
                Lsp lsp = gone.lsp();
                send(new Message.Reports(List.of(new Report(
                        srpId,
                        new Lsp(plspId, true, false, true, true, true, lsp.operation(), lsp.name()),
                        List.of(),
                        Optional.empty()))));
            }
            case Message.Open _,
                    Message.Keepalive _,
                    Message.Close _,
                    Message.Failed _,
                    Message.Reports _,
                    Message.Unread _ -> {}
        }
    }

    /** Holds an LSP that a PCE asked for, and tells of it where there is a session. */
    void hold(long srpId, String name, List<Hop> route, float bytesPerSecond) throws IOException {
        int plspId = lastId.incrementAndGet();
        Report report = new Report(
                srpId,
                new Lsp(plspId, delegates, false, false, true, true, operation, Optional.of(name)),
                route,
                Optional.of(bytesPerSecond));
        held.put(plspId, report);
        if (socket != null) {
            send(report, srpId, false);
        }
    }

    /** Reports another operational state of all that it holds. */
    void operate(Operation next) throws IOException {
        for (Map.Entry<Integer, Report> each : held.entrySet()) {
            Lsp lsp = each.getValue().lsp();
            Report report = new Report(
                    0,
                    new Lsp(
                            lsp.plspId(),
                            lsp.delegated(),
                            false,
                            false,
                            lsp.administrative(),
                            lsp.created(),
                            next,
                            lsp.name()),
                    each.getValue().route(),
                    each.getValue().bytesPerSecond());
            held.put(each.getKey(), report);
            send(report, 0, false);
        }
    }

    private boolean refused(long srpId, Cause cause) throws IOException {
        if (cause != null) {
            send(new Message.Failed(List.of(cause), List.of(srpId)));
        }
        return cause != null;
    }

    private void send(Report report, long srpId, boolean synchronising) throws IOException {
        Lsp lsp = report.lsp();
        send(new Message.Reports(List.of(new Report(
                srpId,
                new Lsp(
                        lsp.plspId(),
                        lsp.delegated(),
                        synchronising,
                        false,
                        lsp.administrative(),
                        lsp.created(),
                        lsp.operation(),
                        lsp.name()),
                report.route(),
                report.bytesPerSecond()))));
    }

    private void send(Message message) throws IOException {
        octets(MessageWriter.write(message));
    }

    void octets(byte[] octets) throws IOException {
        synchronized (socket) {
            socket.getOutputStream().write(octets);
        }
    }

    /** The last message before the PCE ended the session. */
    Message lastWords() throws InterruptedException {
        ended.await();
        return last;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
