package dev.braid.path.engine.global;

import dev.braid.path.engine.ReferenceData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real networks and demands of the REPETITA collection. */
final class Repetita {
    private Repetita() {}

    static Path folder() {
        return ReferenceData.folder("data/repetita");
    }

    static GlobalProblem read(Path folder, String network, String demands) {
        try {
            GlobalNetwork arcs = network(Files.readAllLines(folder.resolve(network + ".graph")));
            return new GlobalProblem(arcs, demands(Files.readAllLines(folder.resolve(demands + ".demands"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GlobalNetwork network(List<String> lines) {
        int nodes = Integer.parseInt(lines.getFirst().split(" ")[1]);
        List<String[]> edges = lines.stream()
                .skip(nodes + 2)
                .dropWhile(line -> !line.startsWith("EDGES"))
                .skip(2)
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length >= 6)
                .toList();
        int[] tail = new int[edges.size()];
        int[] head = new int[edges.size()];
        long[] latency = new long[edges.size()];
        long[] price = new long[edges.size()];
        long[] capacity = new long[edges.size()];
        for (int arc = 0; arc < tail.length; arc++) {
            String[] fields = edges.get(arc);
            tail[arc] = Integer.parseInt(fields[1]);
            head[arc] = Integer.parseInt(fields[2]);
            price[arc] = (long) Double.parseDouble(fields[3]);
            capacity[arc] = (long) Double.parseDouble(fields[4]);
            latency[arc] = (long) Double.parseDouble(fields[5]);
        }
        return GlobalNetwork.directed(nodes, tail, head, latency, price, capacity);
    }

    private static GlobalDemands demands(List<String> lines) {
        List<long[]> demands = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            String[] fields = line.strip().split("\\s+");
            if (fields.length >= 4 && !fields[1].equals(fields[2])) {
                long volume = (long) Double.parseDouble(fields[3]);
                if (volume > 0) {
                    demands.add(new long[] {Long.parseLong(fields[1]), Long.parseLong(fields[2]), volume});
                }
            }
        }
        int[] source = demands.stream().mapToInt(demand -> (int) demand[0]).toArray();
        int[] target = demands.stream().mapToInt(demand -> (int) demand[1]).toArray();
        return GlobalDemands.unplaced(
                source, target, demands.stream().mapToLong(demand -> demand[2]).toArray());
    }
}
