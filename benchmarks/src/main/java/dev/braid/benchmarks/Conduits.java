package dev.braid.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Risks by chance: one conduit for every twelve links, and in each a few links that lie close together. */
final class Conduits {
    private static final int LINKS_OF_ONE = 4;

    private Conduits() {}

    /** The conduits of each link. */
    static int[][] of(WanDraft wan, long seed) {
        Random random = new Random(seed);
        List<List<Integer>> linksAt = new ArrayList<>();
        for (int node = 0; node < wan.nodes(); node++) {
            linksAt.add(new ArrayList<>());
        }
        for (int link = 0; link < wan.links(); link++) {
            linksAt.get(wan.tail()[link]).add(link);
            linksAt.get(wan.head()[link]).add(link);
        }
        int[][] conduits = new int[wan.links()][0];
        for (int conduit = 0; conduit < wan.links() / 12; conduit++) {
            int link = random.nextInt(wan.links());
            List<Integer> near = new ArrayList<>(linksAt.get(wan.tail()[link]));
            near.addAll(linksAt.get(wan.head()[link]));
            Collections.shuffle(near, random);
            int number = conduit;
            near.stream()
                    .distinct()
                    .limit(LINKS_OF_ONE)
                    .forEach(other ->
                            conduits[other] = IntStream.concat(IntStream.of(conduits[other]), IntStream.of(number))
                                    .toArray());
        }
        return conduits;
    }
}
