package dev.braid.lab.traffic;

import dev.braid.lab.build.NativePrograms;
import dev.braid.lab.kernel.CommandFailed;
import dev.braid.lab.plan.CustomerPort;
import dev.braid.lab.plan.Sids;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** UDP packets from one customer's network to another's, at an even rate, until they are told to stop. */
public final class PacketStream implements AutoCloseable {
    private final Process process;
    private final BufferedReader reader;

    private PacketStream(Process process) {
        this.process = process;
        this.reader = process.inputReader();
    }

    public static PacketStream start(CustomerPort from, CustomerPort to, int perSecond) {
        Path probe = NativePrograms.of("probe");
        try {
            PacketStream stream = new PacketStream(new ProcessBuilder(
                            probe.toString(),
                            "stream",
                            Sids.namespace(from.name()),
                            from.lanAddress(),
                            Sids.namespace(to.name()),
                            to.lanAddress(),
                            Integer.toString(perSecond))
                    .redirectErrorStream(true)
                    .start());
            String first = stream.reader.readLine();
            if (!"ready".equals(first)) {
                stream.close();
                throw new CommandFailed(
                        "The stream from %s to %s does not start: %s".formatted(from.name(), to.name(), first));
            }
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fifth of a second after the last packet, what came of all. */
    public Packets stop() {
        try {
            process.outputWriter().close();
            List<Packet> packets = new ArrayList<>();
            while (true) {
                String line = reader.readLine();
                if (line == null) {
                    throw new CommandFailed("The stream broke off after %d packets.".formatted(packets.size()));
                }
                String[] words = line.split(" ");
                if (words[0].equals("doubled")) {
                    // Only then its addresses are free for the next one.
                    process.onExit().join();
                    return new Packets(packets, Long.parseLong(words[1]));
                }
                packets.add(new Packet(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The clock of packets. */
    public static long nowNs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
