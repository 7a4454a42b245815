package dev.braid.local.command;

import dev.braid.adapter.conformance.AdapterChannel;
import dev.braid.adapter.conformance.ConformanceSuite;
import dev.braid.adapter.conformance.Finding;
import dev.braid.adapter.conformance.Report;
import dev.braid.adapter.conformance.Target;
import dev.braid.api.adapter.v1.DescribeAdapterResponse;
import dev.braid.local.Terminal;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs the conformance suite against an adapter. Ends with 0 when it passes, 1 when it fails, 2 when it cannot run, 3 when
 * nothing failed, but orders still wait for somebody.
 */
@Command(
        name = "verify",
        description = "Tries every promise of the adapter contract on an adapter. It places orders and releases them.")
final class AdapterVerify implements Callable<Integer> {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:]+]|[^:\\s]+):([0-9]{1,5})");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Parameters(paramLabel = "HOST:PORT", description = "Where the adapter listens.")
    private String address;

    @Option(names = "--provider", paramLabel = "ID", description = "Which provider; needed when it serves several.")
    private String provider;

    @Option(
            names = "--link",
            paramLabel = "ID",
            description =
                    "A link of the provider; several form one path, in order. Default: one of the provider's links"
                            + " in the topology of the running system.")
    private List<String> links = List.of();

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "Whose certificates to trust (PEM). Without it: plain text to this machine, TLS with the"
                    + " system's authorities to others.")
    private Path caFile;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the bearer token to show.")
    private Path tokenFile;

    @Option(
            names = "--bandwidth",
            paramLabel = "BPS",
            defaultValue = "10000000",
            description = "What to order, in bit/s; some checks order three times that. Default: ${DEFAULT-VALUE}.")
    private long bandwidthBps;

    @Override
    public Integer call() throws IOException {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
            throw new CannotVerify("'%s' is no HOST:PORT.".formatted(address));
        }
        ManagedChannel channel = open(parts.group(1), Integer.parseInt(parts.group(2)));
        try {
            String chosen = provider(described(channel));
            Target target = target(channel, chosen);
            Terminal terminal = Terminal.aside();
            Report report =
                    new ConformanceSuite(target).run(it -> terminal.line("%-7s %s".formatted(it.result(), it.check())));
            Terminal.standard().line(report.table().stripTrailing());
            return report.passed() ? 0 : report.count(Finding.Result.FAIL) > 0 ? 1 : 3;
        } finally {
            channel.shutdownNow();
        }
    }

    private ManagedChannel open(String host, int port) {
        try {
            Optional<String> token = tokenFile == null
                    ? Optional.empty()
                    : Optional.of(Files.readString(tokenFile).strip());
            return AdapterChannel.open(host, port, Optional.ofNullable(caFile), token);
        } catch (IOException e) {
            throw new CannotVerify("%s cannot be read or resolved.".formatted(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new CannotVerify("--tls-ca %s holds no certificate: %s".formatted(caFile, e.getMessage()));
        }
    }

    private DescribeAdapterResponse described(ManagedChannel channel) {
        try {
            return ConformanceSuite.describe(channel, PATIENCE);
        } catch (StatusRuntimeException e) {
            String said = String.valueOf(e.getStatus().getDescription());
            throw new CannotVerify(
                    switch (e.getStatus().getCode()) {
                        case UNAVAILABLE ->
                            "Nothing answers at %s (%s). Maybe it is not started, or speaks TLS: see --tls-ca."
                                    .formatted(address, cause(e));
                        case DEADLINE_EXCEEDED ->
                            "%s gave no answer within %d s.".formatted(address, PATIENCE.toSeconds());
                        case UNAUTHENTICATED, PERMISSION_DENIED ->
                            "%s lets nobody in without the right token (%s): see --token-file."
                                    .formatted(address, said);
                        case UNIMPLEMENTED ->
                            "%s serves no braid.adapter.v1.ProviderAdapterService.".formatted(address);
                        default -> "%s: %s %s".formatted(address, e.getStatus().getCode(), said);
                    });
        }
    }

    private static String cause(StatusRuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    private String provider(DescribeAdapterResponse described) {
        TreeSet<String> served = new TreeSet<>(described.getProvidersMap().keySet());
        if (provider == null && served.size() == 1) {
            return served.first();
        }
        if (provider == null) {
            throw new CannotVerify("%s speaks for %s: choose one with --provider.".formatted(address, served));
        }
        if (!served.contains(provider)) {
            throw new CannotVerify("%s speaks for %s, not for '%s'.".formatted(address, served, provider));
        }
        return provider;
    }

    private Target target(ManagedChannel channel, String chosen) {
        List<String> over = links.isEmpty() ? ProviderLinks.ofRunningSystem(chosen) : links;
        try {
            return Target.of(channel, chosen, over, bandwidthBps);
        } catch (IllegalArgumentException e) {
            throw new CannotVerify(e.getMessage());
        }
    }
}
