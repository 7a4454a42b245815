package dev.braid.intent.terms;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Who may go before others. */
@ConfigMapping(prefix = "braid.intent.priority")
public interface PrioritySettings {
    /**
     * The tenants whose intents may be set up or held more importantly than by default, and may take bandwidth from
     * others; {@code *} means all. By default none: what one tenant has is not another one's to take.
     */
    Optional<Set<String>> preferredTenants();
}
