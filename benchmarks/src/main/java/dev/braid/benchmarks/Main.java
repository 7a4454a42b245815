package dev.braid.benchmarks;

import dev.braid.benchmarks.loop.LoopTable;
import dev.braid.benchmarks.planning.FailureTable;
import dev.braid.benchmarks.planning.PlanningTable;
import dev.braid.benchmarks.provisioning.MoveTable;
import dev.braid.benchmarks.provisioning.ProvisioningTable;
import dev.braid.benchmarks.telemetry.IngestTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code ./braid bench paths}, {@code optimise} and {@code reroute}: one table each, every arm in one run.
 * {@code ./braid bench planning}, {@code failure}, {@code provisioning}, {@code ingest} and {@code loop} measure services
 * as processes, and {@code ./braid bench jmh} passes its words to JMH, with the gc profiler on.
 */
public final class Main {
    private static final double[] TOO_FULL = {0.07, 0.32};
    private static final double[] MEDIANS_MBPS = {1, 10};
    private static final List<Integer> SIZES = List.of(200, 1000, 5000, 20_000);
    private static final int BOOK = 1_000_000;
    private static final int EPISODES = 200;
    private static final int FAILING = 10_000;
    private static final int MOVED = 2_000;
    private static final Path REPOSITORY = Path.of(System.getProperty("braid.repository", "."));
    private static final Path SERVICE =
            REPOSITORY.resolve("path-computation-service/target/quarkus-app/quarkus-run.jar");

    private static final List<Integer> SAMPLES_PER_SECOND = List.of(200_000, 250_000, 300_000);

    private Main() {}

    /** The first word says what is measured; the others, if any, on which networks. */
    public static void main(String[] words) throws Exception {
        List<String> others = Arrays.asList(words).subList(Math.min(1, words.length), words.length);
        switch (words.length == 0 ? "" : words[0]) {
            case "paths" -> paths(others);
            case "optimise" -> new OptimiseTable(System.out).print(others);
            case "reroute" -> reroute(others);
            case "planning" -> new PlanningTable(System.out, SERVICE).print(connections(others));
            case "failure" -> new FailureTable(System.out, SERVICE).print(failing(others));
            case "provisioning" -> provisioning(others);
            case "loop" -> new LoopTable(System.out, REPOSITORY).print(episodes(others));
            case "ingest" -> new IngestTable(System.out, REPOSITORY).print(rates(others));
            case "jmh" -> {
                List<String> options = new ArrayList<>(others);
                options.addAll(List.of("-prof", "gc"));
                org.openjdk.jmh.Main.main(options.toArray(String[]::new));
            }
            default -> {
                System.err.println("usage: braid bench paths [geo200 geo1000 geo5000 geo20000 Kdl] ['one path' ...]");
                System.err.println("       braid bench optimise [Colt Cogentco.0000 ...]");
                System.err.println("       braid bench reroute [geo1000 geo5000 geo20000]");
                System.err.println("       braid bench planning [connections in the book at the restart]");
                System.err.println("       braid bench failure [connections on the link that fails]");
                System.err.println("       braid bench provisioning");
                System.err.println("       braid bench provisioning moves [connections that are moved at once]");
                System.err.println("       braid bench loop [connections to be moved]");
                System.err.println("       braid bench ingest [samples a second ...]");
                System.err.println("       braid bench jmh [JMH's options]");
                System.exit(2);
            }
        }
    }

    private static void provisioning(List<String> words) throws Exception {
        if (words.isEmpty()) {
            new ProvisioningTable(System.out, REPOSITORY).print();
        } else if (words.getFirst().equals("moves")) {
            int moved = words.size() == 1 ? MOVED : Integer.parseInt(words.get(1));
            new MoveTable(System.out, REPOSITORY).print(moved);
        } else {
            System.err.printf("'%s' is no measurement of provisioning (moves, or no word).%n", words.getFirst());
            System.exit(2);
        }
    }

    private static int failing(List<String> words) {
        return words.isEmpty() ? FAILING : Integer.parseInt(words.getFirst());
    }

    private static int connections(List<String> words) {
        return words.isEmpty() ? BOOK : Integer.parseInt(words.getFirst());
    }

    private static int episodes(List<String> words) {
        return words.isEmpty() ? EPISODES : Integer.parseInt(words.getFirst());
    }

    private static List<Integer> rates(List<String> words) {
        return words.isEmpty()
                ? SAMPLES_PER_SECOND
                : words.stream().map(Integer::parseInt).toList();
    }

    private static void paths(List<String> words) throws IOException {
        List<String> kinds = words.stream().filter(PathTable.KINDS::contains).toList();
        List<String> wanted =
                words.stream().filter(word -> !kinds.contains(word)).toList();
        PathTable table = new PathTable(System.out, kinds);
        for (WanDraft wan : networks(wanted)) {
            for (double tooFull : TOO_FULL) {
                table.add(new Scene(wan, tooFull));
            }
        }
    }

    private static void reroute(List<String> wanted) throws IOException {
        List<WanDraft> networks = networks(wanted).stream()
                .filter(wan -> wan.name().startsWith("geo") && wan.nodes() >= 1000)
                .toList();
        // First, as in a service that does nothing else: the re-routes leave another profile to the compilers.
        ChurnTable churn = new ChurnTable(System.out);
        networks.forEach(churn::add);
        RerouteTable table = new RerouteTable(System.out);
        for (WanDraft wan : networks) {
            for (double medianMbps : MEDIANS_MBPS) {
                table.add(wan, medianMbps);
            }
        }
    }

    private static List<WanDraft> networks(List<String> wanted) throws IOException {
        for (String word : wanted) {
            if (!word.equals("Kdl") && SIZES.stream().noneMatch(size -> word.equals("geo" + size))) {
                System.err.printf(
                        "'%s' is no network (Kdl, geo followed by one of %s) and no kind of question (%s).%n",
                        word, SIZES, String.join("; ", PathTable.KINDS));
                System.exit(2);
            }
        }
        List<WanDraft> networks = new ArrayList<>();
        for (int size : SIZES) {
            if (wanted.isEmpty() || wanted.contains("geo" + size)) {
                networks.add(GeometricWan.of(size, 42 + size));
            }
        }
        if (wanted.isEmpty() || wanted.contains("Kdl")) {
            Optional<Path> kdl = Data.find("data/topology-zoo/Kdl.graphml");
            if (kdl.isPresent()) {
                networks.add(TopologyZoo.read(kdl.get(), 7));
            } else {
                System.err.println("Kdl is left out: BRAID_DATA names no folder with data/topology-zoo/Kdl.graphml");
            }
        }
        return networks;
    }
}
