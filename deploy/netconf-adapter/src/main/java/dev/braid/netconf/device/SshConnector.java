package dev.braid.netconf.device;

import dev.braid.netconf.protocol.NetconfSession;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

/** NETCONF over SSH (RFC 6242): the subsystem {@code netconf} of a server whose host key is known. */
public final class SshConnector implements Closeable {
    private static final AttributeKey<Endpoint> MEANT = new AttributeKey<>();
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final SshClient client;

    /** Begins without a connection; nothing is read from the home folder of the user. */
    public SshConnector() {
        client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(SshConnector::known);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.start();
    }

    /** A session with that device. */
    public NetconfSession connect(Endpoint endpoint) throws IOException {
        Duration patience = endpoint.bounds().answer();
        ClientSession session = client.connect(
                        endpoint.user(),
                        endpoint.host(),
                        endpoint.port(),
                        AttributeRepository.ofKeyValuePair(MEANT, endpoint),
                        null)
                .verify(patience)
                .getSession();
        try {
            endpoint.login().password().ifPresent(session::addPasswordIdentity);
            endpoint.login().key().ifPresent(session::addPublicKeyIdentity);
            session.auth().verify(patience);
            ChannelSubsystem channel = session.createSubsystemChannel("netconf");
            channel.open().verify(patience);
            return NetconfSession.open(
                    channel.getInvertedOut(), channel.getInvertedIn(), () -> session.close(true), endpoint.bounds());
        } catch (IOException e) {
            session.close(true);
            throw new IOException("%s: %s".formatted(endpoint.id(), e.getMessage()), e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close(true).await(FAREWELL);
    }

    private static boolean known(ClientSession session, SocketAddress address, PublicKey shown) {
        Endpoint endpoint = session.getConnectionContext().getAttribute(MEANT);
        return endpoint.hostKeys().stream().anyMatch(it -> KeyUtils.compareKeys(it, shown));
    }
}
