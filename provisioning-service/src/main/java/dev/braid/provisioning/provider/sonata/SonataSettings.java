package dev.braid.provisioning.provider.sonata;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How we buy through LSO Sonata. */
@ConfigMapping(prefix = "braid.provisioning.sonata")
public interface SonataSettings {
    /** How far ahead an order asks to be completed, so that it is kept free until we want it: then it begins by itself. */
    @WithDefault("720h")
    Duration hold();

    /** How long a look at all that a seller holds may take; it takes a request for each product. */
    @WithDefault("5m")
    Duration longestList();

    /** Whom a seller may ask. */
    Contact contact();

    /** Where sellers tell us of changes. */
    Listener listener();

    /** Where sellers tell us of changes; nowhere without a URL. */
    interface Listener {
        /** What sellers are told, without the path that is each one's own: http or https. */
        Optional<URI> url();

        /** What the paths of the sellers are made from, at least 32 characters; the same in every replica. */
        Optional<String> secret();

        /** The address that it listens on, in plain text. */
        @WithDefault("127.0.0.1")
        String host();

        /** The port that it listens on. */
        @WithDefault("8113")
        int port();

        /** How often a seller is asked whether it still knows us. */
        @WithDefault("5m")
        Duration check();
    }

    /** Whom a seller may ask. */
    interface Contact {
        /** A name. */
        @WithDefault("Braid operations")
        String name();

        /** A telephone number. */
        @WithDefault("+1-555-0100")
        String number();

        /** An address for mail. */
        @WithDefault("noc@braid.example")
        String emailAddress();
    }
}
