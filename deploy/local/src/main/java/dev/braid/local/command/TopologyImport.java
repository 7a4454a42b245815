package dev.braid.local.command;

import dev.braid.api.topology.v1.TopologyFile;
import dev.braid.local.Terminal;
import dev.braid.local.topology.TopologyText;
import dev.braid.local.topology.imports.Format;
import dev.braid.local.topology.imports.ImportOptions;
import dev.braid.local.topology.imports.ImportOptions.LatencySource;
import dev.braid.local.topology.imports.ImportOptions.MetricUse;
import dev.braid.local.topology.imports.TopologyImporter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a topology file of a network that others publish. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Makes a topology file of a network in GraphML, SNDlib, REPETITA or RFC 8345 form.",
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {
            "0:the topology is written",
            "2:the file or an option is wrong, or --strict and something was dropped or assumed; nothing is written"
        })
final class TopologyImport implements Callable<Integer> {
    private static final Pattern PROVIDER = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final int MAX_NAME = 128;
    private static final long MIN_CAPACITY_BPS = 1_000_000;
    private static final long MAX_CAPACITY_BPS = 1_000_000_000_000_000L;
    private static final long MAX_LATENCY_US = 10_000_000;
    private static final long MAX_PRICE = 2_000_000_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What to import, at most 32 MiB.")
    private Path file;

    @Option(names = "--format", description = "graphml, sndlib, repetita or rfc8345; otherwise the content tells.")
    private Format format;

    @Option(names = "--out", description = "Where to write; otherwise the standard output.")
    private Path out;

    @Option(names = "--strict", description = "Fail where anything is dropped or assumed.")
    private boolean strict;

    @Option(names = "--provider", paramLabel = "ID", description = "Whose network; otherwise the name of the file.")
    private String provider;

    @Option(names = "--provider-name", description = "For people; otherwise the name that the file gives.")
    private String providerName;

    @Option(names = "--on-net", description = "The network is our own.")
    private boolean onNet;

    @Option(names = "--country", description = "ISO code where the file has none; otherwise ZZ, unknown.")
    private String country;

    @Option(names = "--default-capacity", paramLabel = "BPS", description = "Otherwise 10000000000 bit/s.")
    private Long capacityBps;

    @Option(names = "--default-latency", paramLabel = "US", description = "Otherwise 1000 us.")
    private Long latencyUs;

    @Option(
            names = "--latency",
            defaultValue = "FILE",
            description = "file: as the file says, else by distance; distance: by distance.")
    private LatencySource latency;

    @Option(
            names = "--route-factor",
            defaultValue = "1.4",
            description = "Fibre per straight line, 1 to 10; default 1.4.")
    private double routeFactor;

    @Option(
            names = "--price",
            paramLabel = "MICROS",
            description = "Of each link per Gbit/s and hour; else by formula.")
    private Long price;

    @Option(
            names = "--metric",
            defaultValue = "IGNORE",
            description = "What the file's metric becomes: ignore, price (1000 micros each) or latency (us).")
    private MetricUse metric;

    @Option(names = "--unit-bps", paramLabel = "BPS", description = "The unit of capacities of SNDlib and REPETITA.")
    private Long unitBps;

    @Option(
            names = "--planar-extent-km",
            paramLabel = "KM",
            defaultValue = "1000",
            description = "How far a network with coordinates on a plane extends, 1 to 5000; default 1000.")
    private double planarExtentKm;

    @Option(names = "--network", paramLabel = "ID", description = "Which network of an RFC 8345 document.")
    private String network;

    @Override
    public Integer call() throws IOException {
        TopologyImporter.Imported imported = new TopologyImporter(options()).read(file, Optional.ofNullable(format));
        Terminal aside = Terminal.aside();
        imported.remarks().lines().forEach(aside::line);
        if (strict && imported.remarks().differFromFile()) {
            aside.line("braid: %s: something was dropped or assumed, and --strict allows neither.".formatted(file));
            return 2;
        }
        TopologyFile topology = imported.topology();
        try {
            write(topology);
        } catch (UncheckedIOException e) {
            aside.line("braid: " + e.getMessage());
            return 2;
        }
        aside.line("%s: %d metros, %d nodes, %d links, %d risk groups (%s)."
                .formatted(
                        out == null ? "Written" : out,
                        topology.getMetrosCount(),
                        topology.getNodesCount(),
                        topology.getLinksCount(),
                        topology.getRiskGroupsCount(),
                        imported.format().label()));
        return 0;
    }

    private void write(TopologyFile topology) throws IOException {
        if (out == null) {
            TopologyText.write(
                    topology, new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8)));
        } else {
            TopologyText.write(topology, out);
        }
    }

    private ImportOptions options() {
        require(provider == null || PROVIDER.matcher(provider).matches(), "--provider", provider, PROVIDER.pattern());
        require(
                providerName == null || !providerName.isBlank() && providerName.length() <= MAX_NAME,
                "--provider-name",
                providerName,
                "1 to 128 characters");
        require(country == null || COUNTRY.matcher(country).matches(), "--country", country, "two capital letters");
        within("--default-capacity", capacityBps, MIN_CAPACITY_BPS, MAX_CAPACITY_BPS);
        within("--default-latency", latencyUs, 1, MAX_LATENCY_US);
        within("--price", price, 0, MAX_PRICE);
        within("--unit-bps", unitBps, 1, MAX_CAPACITY_BPS);
        require(routeFactor >= 1 && routeFactor <= 10, "--route-factor", routeFactor, "1 to 10");
        require(planarExtentKm >= 1 && planarExtentKm <= 5000, "--planar-extent-km", planarExtentKm, "1 to 5000");
        return new ImportOptions(
                Optional.ofNullable(provider),
                Optional.ofNullable(providerName),
                onNet,
                Optional.ofNullable(country),
                optional(capacityBps),
                optional(latencyUs),
                latency,
                routeFactor,
                optional(price),
                metric,
                optional(unitBps),
                planarExtentKm,
                Optional.ofNullable(network));
    }

    private void within(String option, Long value, long least, long most) {
        require(value == null || value >= least && value <= most, option, value, least + " to " + most);
    }

    private void require(boolean good, String option, Object value, String bound) {
        if (!good) {
            throw new ParameterException(
                    spec.commandLine(), "%s is '%s', which is not within %s.".formatted(option, value, bound));
        }
    }

    private static OptionalLong optional(Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
