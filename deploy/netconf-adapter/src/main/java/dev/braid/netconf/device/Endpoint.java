package dev.braid.netconf.device;

import dev.braid.netconf.protocol.NetconfSession.Bounds;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/** Where a device listens, which host keys it may show, and how one logs in there. */
public record Endpoint(
        String id, String host, int port, List<PublicKey> hostKeys, String user, Login login, Bounds bounds) {

    public Endpoint {
        hostKeys = List.copyOf(hostKeys);
    }

    /** What proves who we are. Never shown. */
    public record Login(Optional<String> password, Optional<KeyPair> key) {
        @Override
        public String toString() {
            return "Login[hidden]";
        }
    }
}
