package dev.braid.adapter.server;

import dev.braid.api.adapter.v1.ProviderFault;
import java.util.Map;

/** What stands behind an adapter that is being tested. Never served in production. */
public interface AdapterBench {
    /** Makes the provider misbehave for so many calls; false where it cannot. */
    boolean arrange(String providerId, ProviderFault fault, int callCount) throws Exception;

    /** A new adapter for the same provider, as after a crash: the old one is gone with all that it had in memory. */
    CarrierAdapter restart() throws Exception;

    /** By reference, what the provider itself holds, in bits per second. */
    Map<String, Long> inspect(String providerId) throws Exception;
}
