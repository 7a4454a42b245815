package dev.braid.path.engine.global;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradeTest {
    private static final int PROBLEMS = 1000;
    private static final long CAPACITY = 1000;

    /** Two links side by side: every trade of at most two for two is tried. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theTradeIsTheBestOfAllWithAtMostTwoEachWay(long seed) {
        Random random = new Random(seed);
        int traded = 0;
        for (int i = 0; i < PROBLEMS; i++) {
            GlobalProblem problem = sideBySide(random, 4 + random.nextInt(9));
            ShortestTree tree = new ShortestTree(problem.network());
            SinglePathSearch search = new SinglePathSearch(problem, tree, Integer.MAX_VALUE);
            search.soft.sharpen(1, 0.25);
            int[][] paths = IntStream.range(0, problem.demands().count())
                    .mapToObj(demand -> new int[] {random.nextInt(2)})
                    .toArray(int[][]::new);
            search.resume(paths);
            double ceiling = (search.soft.load[0] + search.soft.load[1]) / 2 / CAPACITY + 0.001;
            Excess excess = new Excess(problem, search);
            excess.start(ceiling);
            Waste none = new Waste(problem, tree, search.soft, new double[2], Double.MAX_VALUE);
            PathChoices choices = new PathChoices(problem, tree, search.soft, none, search.paths.clone(), 0);
            double least = leastByTrial(problem, paths, search.soft.load, excess.worst(), ceiling);
            double before = excess.penalty();
            boolean relieved = new Trade(problem, search, excess).relieve(excess.worst(), choices, 1);
            traded += relieved ? 1 : 0;
            assertThat(relieved).isEqualTo(least < before * (1 - 1e-9));
            assertThat(excess.penalty()).isBetween(least - 1e-12, least + 1e-12);
        }
        assertThat(traded).isGreaterThan(PROBLEMS / 2);
    }

    private static double leastByTrial(GlobalProblem problem, int[][] paths, double[] load, int worst, double ceiling) {
        double least = Double.MAX_VALUE;
        for (int set = 0; set < 1 << paths.length; set++) {
            int out = 0;
            int in = 0;
            double volume = 0;
            for (int demand = 0; demand < paths.length; demand++) {
                if ((set >> demand & 1) == 1) {
                    boolean away = paths[demand][0] == worst;
                    out += away ? 1 : 0;
                    in += away ? 0 : 1;
                    volume += (away ? 1 : -1) * problem.demands().volumeBps(demand);
                }
            }
            if (out <= 2 && in <= 2) {
                double here = Math.max(0, (load[worst] - volume) / CAPACITY - ceiling);
                double there = Math.max(0, (load[1 - worst] + volume) / CAPACITY - ceiling);
                least = Math.min(least, here * here + there * there);
            }
        }
        return least;
    }

    private static GlobalProblem sideBySide(Random random, int demands) {
        long[] ones = {1, 1};
        GlobalNetwork network = GlobalNetwork.directed(
                2, new int[] {0, 0}, new int[] {1, 1}, ones, ones, new long[] {CAPACITY, CAPACITY});
        return new GlobalProblem(
                network,
                GlobalDemands.unplaced(
                        new int[demands],
                        IntStream.range(0, demands).map(demand -> 1).toArray(),
                        random.longs(demands, 1, 300).toArray()));
    }
}
