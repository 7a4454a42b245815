package dev.braid.netconf.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How messages are told apart in a stream of bytes (RFC 6242, sections 4.2 and 4.3). */
public enum Framing {
    /** NETCONF 1.0, and every hello: a mark that cannot stand in XML ends a message. */
    END_MARK {
        @Override
        public byte[] read(InputStream stream, int mostBytes) throws IOException {
            Message message = new Message(mostBytes + MARK.length);
            while (!message.endsWith(MARK)) {
                message.add(next(stream));
            }
            return message.without(MARK.length);
        }

        @Override
        public void write(OutputStream stream, byte[] message) throws IOException {
            stream.write(message);
            stream.write(MARK);
            stream.flush();
        }
    },
    /** NETCONF 1.1: chunks that say how long they are. */
    CHUNKS {
        @Override
        public byte[] read(InputStream stream, int mostBytes) throws IOException {
            Message message = new Message(mostBytes);
            for (boolean first = true; ; first = false) {
                expect(stream, '\n');
                expect(stream, '#');
                int digit = next(stream);
                if (digit == '#') {
                    expect(stream, '\n');
                    if (first) {
                        throw new ProtocolBroken("A message ends before it begins.");
                    }
                    return message.without(0);
                }
                readChunk(stream, size(stream, digit), message);
            }
        }

        @Override
        public void write(OutputStream stream, byte[] message) throws IOException {
            stream.write("\n#%d\n".formatted(message.length).getBytes(StandardCharsets.US_ASCII));
            stream.write(message);
            stream.write("\n##\n".getBytes(StandardCharsets.US_ASCII));
            stream.flush();
        }
    };

    private static final byte[] MARK = "]]>]]>".getBytes(StandardCharsets.US_ASCII);
    private static final long LARGEST_CHUNK_BYTES = 4_294_967_295L;

    /** The next message; one of more bytes than that is {@link ProtocolBroken}, and so is the end of the stream. */
    public abstract byte[] read(InputStream stream, int mostBytes) throws IOException;

    /** Sends a message that is not empty and, for {@link #END_MARK}, well-formed XML. */
    public abstract void write(OutputStream stream, byte[] message) throws IOException;

    private static int next(InputStream stream) throws IOException {
        int octet = stream.read();
        if (octet < 0) {
            throw new ProtocolBroken("The peer ended the stream.");
        }
        return octet;
    }

    private static void expect(InputStream stream, char wanted) throws IOException {
        int octet = next(stream);
        if (octet != wanted) {
            throw new ProtocolBroken("Octet %d stands where a chunk must have %d.".formatted(octet, (int) wanted));
        }
    }

    private static long size(InputStream stream, int firstDigit) throws IOException {
        long size = 0;
        for (int digit = firstDigit; digit != '\n'; digit = next(stream)) {
            if (digit < '0' || digit > '9' || (size == 0 && digit == '0')) {
                throw new ProtocolBroken("Octet %d does not stand in the size of a chunk.".formatted(digit));
            }
            size = size * 10 + digit - '0';
            if (size > LARGEST_CHUNK_BYTES) {
                throw new ProtocolBroken(
                        "A chunk has at most %d bytes, not %d or more.".formatted(LARGEST_CHUNK_BYTES, size));
            }
        }
        if (size == 0) {
            throw new ProtocolBroken("A chunk says no size.");
        }
        return size;
    }

    private static void readChunk(InputStream stream, long size, Message message) throws IOException {
        message.admit(size);
        byte[] chunk = stream.readNBytes((int) size);
        if (chunk.length < size) {
            throw new ProtocolBroken("The peer ended the stream within a chunk of %d bytes.".formatted(size));
        }
        message.write(chunk, 0, chunk.length);
    }

    private static final class Message extends ByteArrayOutputStream {
        private final int mostBytes;

        private Message(int mostBytes) {
            this.mostBytes = mostBytes;
        }

        private void add(int octet) throws ProtocolBroken {
            admit(1);
            write(octet);
        }

        private void admit(long moreBytes) throws ProtocolBroken {
            if (count + moreBytes > mostBytes) {
                throw new ProtocolBroken(
                        "A message has at most %d bytes, not %d or more.".formatted(mostBytes, count + moreBytes));
            }
        }

        private boolean endsWith(byte[] mark) {
            return count >= mark.length && Arrays.equals(buf, count - mark.length, count, mark, 0, mark.length);
        }

        private byte[] without(int lastBytes) {
            return Arrays.copyOf(buf, count - lastBytes);
        }
    }
}
