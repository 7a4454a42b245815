package dev.braid.path.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Gathers nodes and pairs of arcs in the numbers of whoever draws them, and makes a graph in numbers of its own.
 * Drawn in the same order, the same elements get the same numbers. The order of the arcs breaks ties between paths.
 */
public final class GraphDraft {
    private final List<DraftNode> nodes = new ArrayList<>();
    private final List<DraftArc> arcs = new ArrayList<>();

    private record DraftNode(int provider, int country, int metro) {}

    private record DraftArc(int tail, int head, int provider, boolean onNet, int[] riskGroups) {}

    /** The graph, and where its numbers lead from those of the draft. */
    public record Numbered(NetworkGraph graph, int[] nodeOfDraft, int[] arcOfDraft) {}

    /** Adds a node; they are numbered from 0. */
    public int node(int provider, int country, int metro) {
        nodes.add(new DraftNode(provider, country, metro));
        return nodes.size() - 1;
    }

    /** Adds an arc; they are numbered from 0. Its mate is named when the graph is made. */
    public int arc(int tail, int head, int provider, boolean onNet, int... riskGroups) {
        arcs.add(new DraftArc(
                tail,
                head,
                provider,
                onNet,
                Arrays.stream(riskGroups).sorted().distinct().toArray()));
        return arcs.size() - 1;
    }

    /** The graph, where each arc has the mate that the array names for it, in the numbers of the draft. */
    public Numbered numbered(int[] mateOf) {
        for (int arc = 0; arc < arcs.size(); arc++) {
            DraftArc there = arcs.get(arc);
            DraftArc back = arcs.get(mateOf[arc]);
            if (mateOf[mateOf[arc]] != arc || there.tail != back.head || there.head != back.tail) {
                throw new IllegalArgumentException(
                        "Arc %d and its mate %d do not mirror each other".formatted(arc, mateOf[arc]));
            }
        }
        int[][] out = out();
        int[] nodeOfDraft = breadthFirst(out);
        int[] draftOfNode = inverse(nodeOfDraft);
        int[] arcOfDraft = new int[arcs.size()];
        int[] firstOut = new int[nodes.size() + 1];
        int next = 0;
        for (int node = 0; node < nodes.size(); node++) {
            firstOut[node] = next;
            for (int arc : out[draftOfNode[node]]) {
                arcOfDraft[arc] = next++;
            }
        }
        firstOut[nodes.size()] = next;
        return new Numbered(
                new NetworkGraph(columns(firstOut, draftOfNode, nodeOfDraft, arcOfDraft, mateOf)),
                nodeOfDraft,
                arcOfDraft);
    }

    private GraphColumns columns(int[] firstOut, int[] draftOfNode, int[] nodeOfDraft, int[] arcOfDraft, int[] mateOf) {
        int[] draftOfArc = inverse(arcOfDraft);
        int[] tail = new int[arcs.size()];
        int[] head = new int[arcs.size()];
        int[] mate = new int[arcs.size()];
        int[] provider = new int[arcs.size()];
        BitSet onNet = new BitSet(arcs.size());
        int[] firstGroup = new int[arcs.size() + 1];
        int[] groups =
                new int[arcs.stream().mapToInt(arc -> arc.riskGroups.length).sum()];
        for (int arc = 0; arc < tail.length; arc++) {
            DraftArc draft = arcs.get(draftOfArc[arc]);
            tail[arc] = nodeOfDraft[draft.tail];
            head[arc] = nodeOfDraft[draft.head];
            mate[arc] = arcOfDraft[mateOf[draftOfArc[arc]]];
            provider[arc] = draft.provider;
            onNet.set(arc, draft.onNet);
            System.arraycopy(draft.riskGroups, 0, groups, firstGroup[arc], draft.riskGroups.length);
            firstGroup[arc + 1] = firstGroup[arc] + draft.riskGroups.length;
        }
        int[] firstArc = new int[Arrays.stream(groups).max().orElse(-1) + 2];
        return new GraphColumns(
                firstOut,
                tail,
                head,
                mate,
                draftOfArc,
                provider,
                onNet,
                Arrays.stream(draftOfNode)
                        .map(draft -> nodes.get(draft).provider)
                        .toArray(),
                Arrays.stream(draftOfNode)
                        .map(draft -> nodes.get(draft).country)
                        .toArray(),
                Arrays.stream(draftOfNode).map(draft -> nodes.get(draft).metro).toArray(),
                firstGroup,
                groups,
                firstArc,
                arcsOfGroups(firstGroup, groups, firstArc));
    }

    private static int[] arcsOfGroups(int[] firstGroup, int[] groups, int[] firstArc) {
        for (int group : groups) {
            firstArc[group + 1]++;
        }
        for (int group = 1; group < firstArc.length; group++) {
            firstArc[group] += firstArc[group - 1];
        }
        int[] next = firstArc.clone();
        int[] arcsOfGroups = new int[groups.length];
        for (int arc = 0; arc + 1 < firstGroup.length; arc++) {
            for (int i = firstGroup[arc]; i < firstGroup[arc + 1]; i++) {
                arcsOfGroups[next[groups[i]]++] = arc;
            }
        }
        return arcsOfGroups;
    }

    private int[][] out() {
        int[] degree = new int[nodes.size()];
        arcs.forEach(arc -> degree[arc.tail]++);
        int[][] out = new int[nodes.size()][];
        Arrays.setAll(out, node -> new int[degree[node]]);
        for (int arc = arcs.size() - 1; arc >= 0; arc--) {
            int tail = arcs.get(arc).tail;
            out[tail][--degree[tail]] = arc;
        }
        return out;
    }

    /** Neighbours get numbers that are close: a search then finds much of what it reads in the same cache lines. */
    private int[] breadthFirst(int[][] out) {
        int[] number = new int[nodes.size()];
        Arrays.fill(number, -1);
        int[] queue = new int[nodes.size()];
        int count = 0;
        for (int root = 0; root < number.length; root++) {
            if (number[root] >= 0) {
                continue;
            }
            int next = count;
            queue[count] = root;
            number[root] = count++;
            while (next < count) {
                for (int arc : out[queue[next]]) {
                    int head = arcs.get(arc).head;
                    if (number[head] < 0) {
                        queue[count] = head;
                        number[head] = count++;
                    }
                }
                next++;
            }
        }
        return number;
    }

    private static int[] inverse(int[] permutation) {
        int[] inverse = new int[permutation.length];
        for (int i = 0; i < permutation.length; i++) {
            inverse[permutation[i]] = i;
        }
        return inverse;
    }
}
