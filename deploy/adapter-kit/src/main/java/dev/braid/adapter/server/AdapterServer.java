package dev.braid.adapter.server;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An adapter that listens. Plain text is served to this machine only. */
public final class AdapterServer implements AutoCloseable {
    private static final int LARGEST_REQUEST_BYTES = 1 << 20;
    private static final int MOST_CALLS = 1000;
    private static final int MOST_RESETS = 200;
    private static final int RESET_WINDOW_SECONDS = 30;
    private static final long LONGEST_HANDSHAKE_SECONDS = 5;
    private static final long LEAST_KEEP_ALIVE_SECONDS = 30;
    private static final long FAREWELL_SECONDS = 3;

    private final Server server;
    private final OrderEndpoint endpoint;
    private final ExecutorService threads;
    private final Builder parts;

    private AdapterServer(Server server, OrderEndpoint endpoint, ExecutorService threads, Builder parts) {
        this.server = server;
        this.endpoint = endpoint;
        this.threads = threads;
        this.parts = parts;
    }

    /** Begins to describe how an adapter is served. */
    public static Builder serving(CarrierAdapter adapter) {
        return new Builder(adapter);
    }

    /** Where it listens. */
    public int port() {
        return server.getPort();
    }

    /** Waits until it is closed. */
    public void awaitEnd() throws InterruptedException {
        server.awaitTermination();
    }

    @Override
    public void close() throws IOException {
        server.shutdown();
        endpoint.endWatches();
        try {
            if (!server.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
                // Connections end on these threads: without them they would stay open.
                server.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
        parts.forget();
    }

    /** How an adapter is served. */
    public static final class Builder {
        private volatile CarrierAdapter adapter;
        private Optional<Path> journal = Optional.empty();
        private volatile Opened opened =
                new Opened(Optional.empty(), new Commands(Optional.empty(), Clock.systemUTC()));
        private Optional<AdapterBench> bench = Optional.empty();
        private Optional<String> token = Optional.empty();
        private Optional<ServerCredentials> tls = Optional.empty();
        private String version = "";

        private record Opened(Optional<TermsJournal> journal, Commands commands) {}

        private Builder(CarrierAdapter adapter) {
            this.adapter = adapter;
        }

        /** Remembers in that file which terms were taken; without it, the provider itself must remember. */
        public Builder remembering(Path file) {
            journal = Optional.of(file);
            return this;
        }

        /** Offers a bench beside it, for tests. */
        public Builder withBench(AdapterBench offered) {
            bench = Optional.of(offered);
            return this;
        }

        /** Asks callers for a bearer token. */
        public Builder withToken(String expected) {
            token = Optional.of(expected);
            return this;
        }

        /** Shows a certificate; both files in PEM. */
        public Builder withTls(Path certificateChain, Path privateKey) throws IOException {
            tls = Optional.of(TlsServerCredentials.create(certificateChain.toFile(), privateKey.toFile()));
            return this;
        }

        /** Its own version, for people. */
        public Builder version(String shown) {
            version = shown;
            return this;
        }

        /** Listens from now on; port 0 takes a free one. */
        public AdapterServer listen(String host, int port) throws IOException {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (tls.isEmpty() && !address.getAddress().isLoopbackAddress()) {
                throw new IllegalArgumentException(
                        "%s is not this machine: plain text is not served there; add TLS.".formatted(host));
            }
            open();
            RequestRules.warmUp();
            OrderEndpoint endpoint = new OrderEndpoint(() -> adapter, () -> opened.commands(), version);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            NettyServerBuilder builder = NettyServerBuilder.forAddress(
                            address, tls.orElseGet(InsecureServerCredentials::create))
                    .executor(threads)
                    .maxInboundMessageSize(LARGEST_REQUEST_BYTES)
                    .maxConcurrentCallsPerConnection(MOST_CALLS)
                    .maxRstFramesPerWindow(MOST_RESETS, RESET_WINDOW_SECONDS)
                    .handshakeTimeout(LONGEST_HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                    .permitKeepAliveTime(LEAST_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                    .addService(endpoint);
            bench.ifPresent(it -> builder.addService(new BenchEndpoint(it, this::restart)));
            token.ifPresent(it -> builder.intercept(new TokenCheck(it)));
            return new AdapterServer(builder.build().start(), endpoint, threads, this);
        }

        private void restart(CarrierAdapter fresh) throws IOException {
            open();
            adapter = fresh;
        }

        private void forget() throws IOException {
            if (opened.journal().isPresent()) {
                opened.journal().get().close();
            }
        }

        /** A restart forgets what stands in memory only, and reads the file again. */
        private void open() throws IOException {
            forget();
            Optional<TermsJournal> file =
                    journal.isPresent() ? Optional.of(TermsJournal.open(journal.get())) : Optional.empty();
            opened = new Opened(file, new Commands(file, Clock.systemUTC()));
        }
    }
}
