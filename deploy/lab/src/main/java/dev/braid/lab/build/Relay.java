package dev.braid.lab.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Speaks to the program that is the lab's links. */
public record Relay(Path socket) {
    /** In both directions, from the next packet on. */
    public void delay(String link, long delayUs) {
        ask("delay %s %d".formatted(link, delayUs));
    }

    /** What is on the fibre is lost, and both ends lose their carrier. */
    public void cut(String link) {
        ask("cut " + link);
    }

    public void mend(String link) {
        ask("mend " + link);
    }

    /** One line for each direction of each link. */
    public List<String> stats() {
        return ask("stats");
    }

    private List<String> ask(String line) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
            BufferedReader answers = new BufferedReader(Channels.newReader(channel, StandardCharsets.US_ASCII));
            List<String> lines = new ArrayList<>();
            while (true) {
                String answer = answers.readLine();
                if (answer == null) {
                    throw new LabFailed("The links of the lab gave no answer to \"%s\".".formatted(line));
                }
                if (answer.equals("ok")) {
                    return lines;
                }
                if (answer.startsWith("error ")) {
                    throw new LabFailed(answer.substring("error ".length()));
                }
                lines.add(answer);
            }
        } catch (IOException e) {
            throw new LabFailed("The links of the lab do not answer: %s. Is it up?".formatted(e.getMessage()));
        }
    }
}
