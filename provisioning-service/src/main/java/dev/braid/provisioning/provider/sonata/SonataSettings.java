package dev.braid.provisioning.provider.sonata;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

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
