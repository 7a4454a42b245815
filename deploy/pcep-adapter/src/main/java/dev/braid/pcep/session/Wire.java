package dev.braid.pcep.session;

import dev.braid.pcep.wire.Message;
import dev.braid.pcep.wire.MessageReader;
import dev.braid.pcep.wire.MessageWriter;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** Messages over one connection; many may send at once, one reads. */
final class Wire implements Closeable {
    private final Socket socket;
    private final DataInputStream input;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        input = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    Message read() throws IOException {
        return MessageReader.read(input);
    }

    /** How long a read may wait; zero for ever. */
    void patience(Duration longest) throws IOException {
        socket.setSoTimeout(Math.toIntExact(longest.toMillis()));
    }

    void send(Message message) throws IOException {
        byte[] octets = MessageWriter.write(message);
        synchronized (socket) {
            socket.getOutputStream().write(octets);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
