package dev.braid.path.engine.global;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/** Rules of all kinds, of which some admit no path at all. */
final class RandomRules {
    private RandomRules() {}

    static GlobalProblem over(Random random, GlobalProblem problem) {
        GlobalNetwork network = problem.network();
        long[] latencyUs = new long[network.arcCount()];
        long[] one = new long[network.arcCount()];
        for (int arc = 0; arc < latencyUs.length; arc++) {
            latencyUs[arc] = network.latencyUs(arc);
            one[arc] = 1;
        }
        PathRule[] rules = new PathRule[problem.demands().count()];
        for (int demand = 0; demand < rules.length; demand++) {
            rules[demand] = switch (random.nextInt(6)) {
                case 0 -> PathRule.FREE;
                case 1 -> PathRule.avoiding(some(random, network.arcCount()));
                case 2 -> PathRule.bounded(new PathRule.Bound(latencyUs, random.nextInt(150)));
                case 3 ->
                    PathRule.bounded(
                            new PathRule.Bound(latencyUs, random.nextInt(200)),
                            new PathRule.Bound(one, random.nextInt(5)));
                case 4 -> {
                    int forbidden = random.nextInt(network.arcCount());
                    yield new PathRule(
                            some(random, network.arcCount()),
                            List.of(new PathRule.Bound(latencyUs, 100)),
                            path -> Arrays.stream(path).noneMatch(arc -> arc == forbidden));
                }
                default -> PathRule.bounded(new PathRule.Bound(one, 2));
            };
        }
        return new GlobalProblem(network, problem.demands().withRules(rules));
    }

    private static BitSet some(Random random, int count) {
        BitSet some = new BitSet();
        for (int i = 0; i < count; i++) {
            some.set(i, random.nextInt(6) == 0);
        }
        return some;
    }
}
