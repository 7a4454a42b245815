package dev.braid.provisioning.provider;

import dev.braid.provisioning.domain.Outage;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where the providers' APIs are, and how long we wait for them. Nothing else decides where a request goes. */
@ConfigMapping(prefix = "braid.provisioning")
public interface ProviderSettings {
    /** For every provider that has no URL of its own. */
    @WithDefault("http://127.0.0.1:8090")
    URI defaultProviderUrl();

    /** Shown to every provider that has no key of its own. */
    Optional<String> apiKey();

    /** By provider id. */
    Map<String, OneProvider> providers();

    /** What holds for each provider. */
    @WithName("provider-bounds")
    Bounds bounds();

    /** The audit of orders that nobody knows. */
    OrphanAudit orphanAudit();

    /** One provider's API. */
    interface OneProvider {
        /** Which API it speaks. */
        @WithDefault("http")
        Protocol adapter();

        /** What is done where it holds something else than is wanted of a leg in use. */
        @WithDefault("repair")
        Drift drift();

        /** The base URL; for gRPC {@code grpcs://host:port}, or {@code grpc://} to this machine. */
        Optional<URI> url();

        /** Its own key for us, over HTTP. */
        Optional<String> apiKey();

        /** What we show to its adapter as bearer token, over gRPC. */
        Optional<String> token();

        /** What changing the bandwidth of a living order does to its traffic, where we know better than its adapter. */
        Optional<Outage> modifyOutage();

        /** Whose certificates we trust of its adapter, in PEM; those of the system when absent. */
        Optional<Path> caFile();
    }

    /** What is done about a change that is not ours. */
    enum Drift {
        /** It is made what is wanted. */
        REPAIR,
        /** It is left as it is until somebody has looked at it. */
        FREEZE
    }

    /** The ways to order from a provider. */
    enum Protocol {
        /** The order API over HTTP and JSON. */
        HTTP,
        /** An adapter in a process of its own, over gRPC. */
        GRPC,
        /** LSO Sonata of MEF/Mplify, over HTTP and JSON. */
        SONATA
    }

    /** What one provider may cost us, however badly it behaves. */
    interface Bounds {
        /** No answer after this is silence. */
        @WithDefault("3s")
        Duration timeout();

        /** Commands under way at the same time. */
        @WithDefault("64")
        int concurrency();

        /** Commands that may wait for one of those to end; one more is not sent at all. */
        @WithDefault("256")
        int queue();

        /** A longer answer about one order is not read. */
        @WithDefault("65536")
        int answerBytes();

        /** A longer list of orders is not read. */
        @WithDefault("33554432")
        int listBytes();

        /** Of so many last commands, half without an answer open the circuit. */
        @WithDefault("12")
        int circuitVolume();

        /** How long an open circuit spares the provider. */
        @WithDefault("1s")
        Duration circuitDelay();
    }

    /** When to compare the provider's list with ours. */
    interface OrphanAudit {
        /** Whether to do it at all. */
        @WithDefault("true")
        boolean enabled();

        /** How often, for each provider. */
        @WithDefault("60s")
        Duration period();
    }
}
