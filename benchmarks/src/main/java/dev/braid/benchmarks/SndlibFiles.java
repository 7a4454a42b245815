package dev.braid.benchmarks;

import dev.braid.path.engine.global.GlobalDemands;
import dev.braid.path.engine.global.GlobalNetwork;
import dev.braid.path.engine.global.GlobalProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** SNDlib networks in the native format: every link both ways, with its installed capacity or else its first module. */
final class SndlibFiles {
    private static final double BPS = 1e6;

    private SndlibFiles() {}

    static List<GlobalInstance> read(Path folder, Predicate<String> wanted) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
        List<GlobalInstance> instances = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".txt", "");
            if (wanted.test(name)) {
                instances.add(new GlobalInstance(name, problem(Files.readAllLines(file))));
            }
        }
        return instances;
    }

    private static GlobalProblem problem(List<String> lines) {
        Map<String, Integer> nodes = new HashMap<>();
        section(lines, "NODES").forEach(words -> nodes.put(words[0], nodes.size()));
        List<String[]> links = section(lines, "LINKS");
        int[] tail = new int[2 * links.size()];
        int[] head = new int[2 * links.size()];
        long[] capacityBps = new long[2 * links.size()];
        for (int arc = 0; arc < tail.length; arc++) {
            String[] link = links.get(arc / 2);
            tail[arc] = nodes.get(link[2 + arc % 2]);
            head[arc] = nodes.get(link[3 - arc % 2]);
            boolean installed = Double.parseDouble(link[5]) > 0;
            capacityBps[arc] = Math.round(BPS * Double.parseDouble(link[installed ? 5 : 10]));
        }
        List<String[]> demands = section(lines, "DEMANDS").stream()
                .filter(words -> Double.parseDouble(words[6]) > 0)
                .toList();
        long[] hops = new long[tail.length];
        Arrays.fill(hops, 1);
        return new GlobalProblem(
                GlobalNetwork.directed(nodes.size(), tail, head, hops, hops, capacityBps),
                GlobalDemands.unplaced(
                        demands.stream().mapToInt(words -> nodes.get(words[2])).toArray(),
                        demands.stream().mapToInt(words -> nodes.get(words[3])).toArray(),
                        demands.stream()
                                .mapToLong(words -> Math.max(1, Math.round(BPS * Double.parseDouble(words[6]))))
                                .toArray()));
    }

    private static List<String[]> section(List<String> lines, String name) {
        return lines.stream()
                .dropWhile(line -> !line.startsWith(name + " ("))
                .skip(1)
                .takeWhile(line -> !line.startsWith(")"))
                .map(line -> line.strip().split("\\s+"))
                .toList();
    }
}
