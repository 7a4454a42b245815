package dev.braid.netconf;

import dev.braid.netconf.protocol.Framing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.subsystem.SubsystemFactory;

/** The wire side of a NETCONF server of the tests; what it answers is somebody else's. */
final class NetconfServer implements AutoCloseable {
    private static final int LARGEST_MESSAGE_BYTES = 1 << 24;

    private final SshServer server;
    private final KeyPair hostKey;

    /** The other side of one session. */
    interface Peer extends AutoCloseable {
        /** What it says first. */
        String hello();

        /** How it frames all that follows. */
        default Framing framing() {
            return Framing.CHUNKS;
        }

        /** What it answers, as text that need not be XML; nothing leaves the caller waiting. */
        Optional<String> answer(String rpc) throws IOException;

        @Override
        void close();
    }

    /** Makes the other side of each session. */
    interface Peers {
        Peer open() throws IOException;
    }

    private NetconfServer(SshServer server, KeyPair hostKey) {
        this.server = server;
        this.hostKey = hostKey;
    }

    /** Listens on a free port and lets in whoever knows that password. */
    static NetconfServer start(String password, Peers peers) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        KeyPair hostKey = keyPair();
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPasswordAuthenticator((_, given, _) -> given.equals(password));
        server.setSubsystemFactories(List.of(new Netconf(peers)));
        server.start();
        return new NetconfServer(server, hostKey);
    }

    int port() {
        return server.getPort();
    }

    PublicKey hostKey() {
        return hostKey.getPublic();
    }

    /** Cuts every session, as a lost network would. */
    void cut() {
        server.getActiveSessions().forEach(it -> it.close(true));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Netconf(Peers peers) implements SubsystemFactory {
        @Override
        public String getName() {
            return "netconf";
        }

        @Override
        public Command createSubsystem(ChannelSession channel) throws IOException {
            return new Session(peers.open());
        }
    }

    private static final class Session implements Command {
        private final Peer peer;
        private InputStream in;
        private OutputStream out;
        private ExitCallback exit;

        private Session(Peer peer) {
            this.peer = peer;
        }

        @Override
        public void setInputStream(InputStream stream) {
            in = stream;
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {}

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) {
            Thread.ofVirtual().start(this::serve);
        }

        @Override
        public void destroy(ChannelSession channel) {
            peer.close();
        }

        private void serve() {
            try {
                Framing.END_MARK.write(out, peer.hello().getBytes(StandardCharsets.UTF_8));
                Framing.END_MARK.read(in, LARGEST_MESSAGE_BYTES);
                while (true) {
                    byte[] rpc = peer.framing().read(in, LARGEST_MESSAGE_BYTES);
                    Optional<String> answer = peer.answer(new String(rpc, StandardCharsets.UTF_8));
                    if (answer.isPresent()) {
                        peer.framing().write(out, answer.get().getBytes(StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException _) {
                exit.onExit(1);
            }
        }
    }
}
