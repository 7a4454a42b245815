package dev.braid.benchmarks;

import dev.braid.path.engine.PathQuery;
import dev.braid.path.engine.ShortestPath;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * Connections come and go: each is given the fastest path that has room and holds it, and for each one that comes the
 * oldest one goes. How many a second, on one thread and on two.
 */
final class ChurnTable {
    private static final int ALIVE = 15_000;
    private static final int ENDS = 300;
    private static final int EACH = 200_000;
    private static final int ROUNDS = 9;
    private static final double MEDIAN_MBPS = 5;

    private final PrintStream out;

    private record Demand(int[] source, int[] target, long bps) {}

    private record Held(int[] path, long bps) {}

    private record Rates(double cpu, double wall, double refused) {}

    ChurnTable(PrintStream out) {
        this.out = out;
        out.println(
                "Set up and torn down a second between %d nodes, %,d in place, median of %d rounds; J: paths a second of the best of"
                                .formatted(ENDS, ALIVE, ROUNDS)
                        + " JGraphT's algorithms, holding nothing.");
        out.printf(
                "%-10s%9s%16s%12s%12s%10s%10s%8s%n",
                "network", "threads", "a CPU second", "at best", "a second", "refused", "J", "x J");
    }

    void add(WanDraft wan) {
        PlacedScene scene = new PlacedScene(wan, ALIVE, MEDIAN_MBPS);
        int[] some = new int[Scene.QUESTIONS];
        Arrays.setAll(some, question -> question);
        double jgraphtUs = Measurement.of(JGraphTArms.of(scene.questions(some))).stream()
                .mapToDouble(Measurement.Result::mean)
                .min()
                .orElseThrow();
        for (int threads = 1; threads <= 2; threads++) {
            List<Rates> rounds = new ArrayList<>();
            for (int round = 0; round < ROUNDS + 1; round++) {
                Rates rates = round(scene, threads, round);
                scene.requireBooked();
                if (round > 0) {
                    rounds.add(rates);
                }
            }
            double cpu = median(rounds.stream().mapToDouble(Rates::cpu).toArray());
            out.printf(
                    "%-10s%9d%,16.0f%,12.0f%,12.0f%9.2f%%%,10.0f%8.0f%n",
                    wan.name(),
                    threads,
                    cpu,
                    rounds.stream().mapToDouble(Rates::cpu).max().orElseThrow(),
                    median(rounds.stream().mapToDouble(Rates::wall).toArray()),
                    100 * median(rounds.stream().mapToDouble(Rates::refused).toArray()),
                    1e6 / jgraphtUs,
                    cpu * jgraphtUs / 1e6);
        }
    }

    /** What is asked for is drawn before. What the threads set up besides what is in place they take down at the end. */
    private static Rates round(PlacedScene scene, int threads, int seed) {
        CountDownLatch start = new CountDownLatch(threads);
        long[] cpuNs = new long[threads];
        long[] refused = new long[threads];
        List<Thread> running = new ArrayList<>();
        long[] begun = new long[threads];
        long[] ended = new long[threads];
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            running.add(Thread.ofPlatform().start(() -> {
                Churner churner = new Churner(scene, new Random(100L * seed + number), ALIVE / threads);
                churner.draw(EACH);
                start.countDown();
                await(start);
                long cpu = Measurement.cpuNs();
                begun[number] = System.nanoTime();
                refused[number] = churner.churn();
                ended[number] = System.nanoTime();
                cpuNs[number] = Measurement.cpuNs() - cpu;
                churner.takeDown();
            }));
        }
        running.forEach(ChurnTable::join);
        double seconds = (Arrays.stream(ended).max().orElseThrow()
                        - Arrays.stream(begun).min().orElseThrow())
                / 1e9;
        double all = (double) threads * EACH;
        return new Rates(
                all / (Arrays.stream(cpuNs).sum() / 1e9),
                all / seconds,
                Arrays.stream(refused).sum() / all);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static final class Churner {
        private final PlacedScene scene;
        private final Random random;
        private final ShortestPath search = new ShortestPath();
        private final PathQuery query = new PathQuery();
        private final ArrayDeque<Held> held = new ArrayDeque<>();

        private Demand[] demands = {};

        Churner(PlacedScene scene, Random random, int alive) {
            this.scene = scene;
            this.random = random;
            while (held.size() < alive) {
                setUp(demand());
            }
        }

        private Demand demand() {
            int ends = Math.min(ENDS, scene.edges.length);
            int source = random.nextInt(ends);
            int target = (source + 1 + random.nextInt(ends - 1)) % ends;
            return new Demand(scene.edges[source], scene.edges[target], PlacedScene.bandwidthBps(random, MEDIAN_MBPS));
        }

        void draw(int times) {
            demands = new Demand[times];
            Arrays.setAll(demands, i -> demand());
        }

        private boolean setUp(Demand demand) {
            query.between(demand.source, demand.target).bandwidthBps(demand.bps);
            while (search.find(scene.load, query)) {
                if (scene.load.tryHold(search.arcs(), search.length(), demand.bps)) {
                    held.add(new Held(Arrays.copyOf(search.arcs(), search.length()), demand.bps));
                    return true;
                }
            }
            return false;
        }

        private void takeDownOldest() {
            Held oldest = held.remove();
            scene.load.release(oldest.path, oldest.path.length, oldest.bps);
        }

        /** One comes and one goes for everything drawn; says how often there was no path. */
        long churn() {
            long refused = 0;
            for (Demand demand : demands) {
                takeDownOldest();
                refused += setUp(demand) ? 0 : 1;
                if (held.isEmpty()) {
                    throw new IllegalStateException("Nothing is left to take down");
                }
            }
            return refused;
        }

        void takeDown() {
            while (!held.isEmpty()) {
                takeDownOldest();
            }
        }
    }
}
