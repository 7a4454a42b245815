package dev.braid.benchmarks;

import dev.braid.path.engine.GraphDraft;
import dev.braid.path.engine.NetworkGraph;
import dev.braid.path.engine.NetworkLoad;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One network with reservations in place, and the questions that every arm answers on it: between which nodes, in the
 * numbers of the draft, and with how much bandwidth.
 */
final class Scene {
    static final int QUESTIONS = 400;
    private static final int LEAST_MBPS = 500;
    private static final int MOST_MBPS = 5000;

    final WanDraft wan;
    final int[] freeMbps;
    final int[] source = new int[QUESTIONS];
    final int[] target = new int[QUESTIONS];
    final int[] mbps = new int[QUESTIONS];
    final GraphDraft.Numbered numbered;
    final NetworkLoad load;

    Scene(WanDraft wan, double tooFullShare) {
        this.wan = wan;
        Random random = new Random(99);
        for (int i = 0; i < QUESTIONS; i++) {
            source[i] = random.nextInt(wan.nodes());
            target[i] = (source[i] + 1 + random.nextInt(wan.nodes() - 1)) % wan.nodes();
            // As many small ones as large ones, and hardly two alike.
            mbps[i] = (int) (LEAST_MBPS * Math.pow((double) MOST_MBPS / LEAST_MBPS, random.nextDouble()));
        }
        freeMbps = wan.freeMbps(tooFullShare, mbps, 11);
        numbered = numbered(wan);
        load = load(numbered);
    }

    /** These reservations and these questions. */
    Scene(WanDraft wan, GraphDraft.Numbered numbered, int[] freeMbps, int[] source, int[] target, int[] mbps) {
        this.wan = wan;
        this.numbered = numbered;
        this.freeMbps = freeMbps;
        System.arraycopy(source, 0, this.source, 0, QUESTIONS);
        System.arraycopy(target, 0, this.target, 0, QUESTIONS);
        System.arraycopy(mbps, 0, this.mbps, 0, QUESTIONS);
        load = load(numbered);
    }

    static GraphDraft.Numbered numbered(WanDraft wan) {
        GraphDraft draft = new GraphDraft();
        for (int node = 0; node < wan.nodes(); node++) {
            draft.node(0, 0, 0);
        }
        int[][] conduits = Conduits.of(wan, 13);
        for (int link = 0; link < wan.links(); link++) {
            draft.arc(wan.tail()[link], wan.head()[link], 0, false, conduits[link]);
            draft.arc(wan.head()[link], wan.tail()[link], 0, false, conduits[link]);
        }
        return draft.numbered(
                IntStream.range(0, 2 * wan.links()).map(arc -> arc ^ 1).toArray());
    }

    private NetworkLoad load(GraphDraft.Numbered of) {
        NetworkGraph graph = of.graph();
        long[] latency = new long[graph.arcCount()];
        long[] price = new long[graph.arcCount()];
        long[] capacity = new long[graph.arcCount()];
        for (int arc = 0; arc < graph.arcCount(); arc++) {
            int place = of.arcOfDraft()[arc];
            latency[place] = wan.latencyUs()[arc / 2];
            price[place] = wan.price()[arc / 2];
            capacity[place] = 1_000_000L * wan.capacityMbps()[arc / 2];
        }
        NetworkLoad full = new NetworkLoad(graph, latency, price, capacity);
        for (int link = 0; link < wan.links(); link++) {
            full.take(of.arcOfDraft()[2 * link], 1_000_000L * (wan.capacityMbps()[link] - freeMbps[link]));
        }
        return full;
    }

    /** Of each question where it starts and where it ends, in the numbers of the graph. */
    int[][] ends() {
        int[][] ends = new int[2 * QUESTIONS][];
        for (int question = 0; question < QUESTIONS; question++) {
            ends[2 * question] = new int[] {numbered.nodeOfDraft()[source[question]]};
            ends[2 * question + 1] = new int[] {numbered.nodeOfDraft()[target[question]]};
        }
        return ends;
    }

    /** The share of links that are too full, over all questions. */
    double tooFull() {
        return WanDraft.tooFull(freeMbps, mbps);
    }
}
