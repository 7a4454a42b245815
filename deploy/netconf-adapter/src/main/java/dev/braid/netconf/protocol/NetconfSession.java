package dev.braid.netconf.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * A session with one server, for one caller at a time. After anything but an answer of the server it is closed: a late
 * answer must never be taken for that of the next call.
 */
public final class NetconfSession implements Closeable {
    private static final String BASE_1_0 = "urn:ietf:params:netconf:base:1.0";
    private static final String BASE_1_1 = "urn:ietf:params:netconf:base:1.1";

    private final InputStream in;
    private final OutputStream out;
    private final Closeable connection;
    private final Bounds bounds;
    // A peer that talks without being asked waits, instead of filling the memory.
    private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(2);
    private final CompletableFuture<Framing> agreed = new CompletableFuture<>();
    private final Thread reader = Thread.ofVirtual().name("netconf-reader").unstarted(this::readAll);
    private Set<String> capabilities = Set.of();
    private long lastId;
    private volatile boolean closed;

    /** How long an answer may take, and how many bytes it may have. */
    public record Bounds(Duration answer, int messageBytes) {}

    private sealed interface Arrival {}

    private static final class Message implements Arrival {
        private final byte[] text;

        private Message(byte[] text) {
            this.text = text;
        }
    }

    private record Failure(IOException cause) implements Arrival {}

    private NetconfSession(InputStream in, OutputStream out, Closeable connection, Bounds bounds) {
        this.in = in;
        this.out = out;
        this.connection = connection;
        this.bounds = bounds;
    }

    /** Exchanges hellos; closes the connection when that fails. */
    public static NetconfSession open(InputStream in, OutputStream out, Closeable connection, Bounds bounds)
            throws IOException {
        NetconfSession session = new NetconfSession(in, out, connection, bounds);
        try {
            session.greet();
            return session;
        } catch (IOException e) {
            session.close();
            throw e;
        }
    }

    /** Whether calls can still be made. */
    public boolean isOpen() {
        return !closed && !(arrivals.peek() instanceof Failure);
    }

    /** Whether the server has announced that capability, whatever parameters it has. */
    public boolean announces(String capability) {
        return capabilities.contains(capability);
    }

    /**
     * The answer of the server to one operation, given as XML of its own namespace.
     *
     * @throws RpcRefused when the server refused it
     * @throws IOException when nobody knows whether it was done
     */
    public Element call(String name, String operation) throws IOException, RpcRefused {
        if (closed) {
            throw new ProtocolBroken("The session is over.");
        }
        if (arrivals.peek() instanceof Failure failure) {
            throw unanswered(name, failure);
        }
        String id = Long.toString(++lastId);
        try {
            send(agreed.join(), "<rpc xmlns=\"%s\" message-id=\"%s\">%s</rpc>".formatted(Xml.BASE, id, operation));
            Element reply = Xml.parse(receive(name));
            if (!Xml.is(reply, Xml.BASE, "rpc-reply")
                    || !reply.getAttribute("message-id").equals(id)) {
                throw new ProtocolBroken("%s was answered by <%s> number '%s', not by rpc-reply number %s."
                        .formatted(name, reply.getNodeName(), reply.getAttribute("message-id"), id));
            }
            if (refused(reply)) {
                throw RpcRefused.of(name, reply);
            }
            return reply;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** An operation that has no answer but {@code ok}. */
    public void command(String name, String operation) throws IOException, RpcRefused {
        Element reply = call(name, operation);
        if (Xml.find(reply, Xml.BASE, "ok").isEmpty()) {
            close();
            throw new ProtocolBroken("%s was answered neither by ok nor by rpc-error.".formatted(name));
        }
    }

    @Override
    public void close() {
        closed = true;
        agreed.cancel(false);
        reader.interrupt();
        try {
            connection.close();
        } catch (IOException _) {
            // It is given up, whether it ends well or not.
        }
    }

    private void greet() throws IOException {
        send(
                Framing.END_MARK,
                "<hello xmlns=\"%s\"><capabilities><capability>%s</capability><capability>%s</capability></capabilities></hello>"
                        .formatted(Xml.BASE, BASE_1_0, BASE_1_1));
        reader.start();
        Element hello = Xml.parse(receive("hello"));
        if (!Xml.is(hello, Xml.BASE, "hello")) {
            throw new ProtocolBroken("The peer began with <%s>, not with hello.".formatted(hello.getNodeName()));
        }
        capabilities = Xml.find(hello, Xml.BASE, "capabilities").stream()
                .flatMap(it -> Xml.children(it, Xml.BASE, "capability").stream())
                .map(it -> it.getTextContent().strip())
                .map(it -> it.contains("?") ? it.substring(0, it.indexOf('?')) : it)
                .collect(Collectors.toUnmodifiableSet());
        if (!announces(BASE_1_0) && !announces(BASE_1_1)) {
            throw new ProtocolBroken("The peer announces neither NETCONF 1.0 nor 1.1.");
        }
        agreed.complete(announces(BASE_1_1) ? Framing.CHUNKS : Framing.END_MARK);
    }

    private void send(Framing framing, String message) throws IOException {
        framing.write(out, message.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] receive(String name) throws IOException {
        Arrival arrival;
        try {
            arrival = arrivals.poll(bounds.answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("%s was interrupted.".formatted(name), e);
        }
        return switch (arrival) {
            case null ->
                throw new IOException("%s was not answered within %d ms."
                        .formatted(name, bounds.answer().toMillis()));
            case Failure failure -> throw unanswered(name, failure);
            case Message message -> message.text;
        };
    }

    private IOException unanswered(String name, Failure failure) {
        close();
        return new IOException(
                "%s was not answered: %s".formatted(name, failure.cause().getMessage()), failure.cause());
    }

    /** Hellos are framed the old way, and all that follows as both sides can. */
    private void readAll() {
        try {
            try {
                arrivals.put(new Message(Framing.END_MARK.read(in, bounds.messageBytes())));
                Framing framing = agreed.join();
                while (!closed) {
                    arrivals.put(new Message(framing.read(in, bounds.messageBytes())));
                }
            } catch (IOException e) {
                arrivals.put(new Failure(e));
            }
        } catch (InterruptedException | CancellationException _) {
            // Closed: nobody waits for more.
        }
    }

    /** Warnings come along with the answer and change nothing. */
    private static boolean refused(Element reply) {
        return Xml.children(reply, Xml.BASE, "rpc-error").stream()
                .anyMatch(it ->
                        !Xml.text(it, Xml.BASE, "error-severity").orElse("").equals("warning"));
    }
}
