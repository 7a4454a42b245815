package dev.braid.benchmarks;

import dev.braid.path.engine.global.GlobalDemands;
import dev.braid.path.engine.global.GlobalNetwork;
import dev.braid.path.engine.global.GlobalProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Networks of the REPETITA collection with their demand matrices, each named as its file. */
final class RepetitaFiles {
    private RepetitaFiles() {}

    static List<GlobalInstance> read(Path folder, Predicate<String> wanted) throws IOException {
        List<GlobalInstance> instances = new ArrayList<>();
        for (String name : names(folder)) {
            if (wanted.test(name)) {
                instances.add(read(folder, name));
            }
        }
        return instances;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".demands"))
                    .map(file -> file.substring(0, file.length() - ".demands".length()))
                    .sorted()
                    .toList();
        }
    }

    private static GlobalInstance read(Path folder, String name) throws IOException {
        int dot = name.indexOf('.');
        Path graph = folder.resolve((dot < 0 ? name : name.substring(0, dot)) + ".graph");
        return new GlobalInstance(
                name,
                new GlobalProblem(
                        network(Files.readAllLines(graph)),
                        demands(Files.readAllLines(folder.resolve(name + ".demands")))));
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
        return GlobalNetwork.directed(
                nodes,
                edges.stream().mapToInt(edge -> Integer.parseInt(edge[1])).toArray(),
                edges.stream().mapToInt(edge -> Integer.parseInt(edge[2])).toArray(),
                edges.stream().mapToLong(edge -> whole(edge[5])).toArray(),
                edges.stream().mapToLong(edge -> whole(edge[3])).toArray(),
                edges.stream().mapToLong(edge -> whole(edge[4])).toArray());
    }

    private static long whole(String number) {
        return (long) Double.parseDouble(number);
    }

    private static GlobalDemands demands(List<String> lines) {
        List<String[]> demands = lines.stream()
                .skip(2)
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length >= 4 && !fields[1].equals(fields[2]) && whole(fields[3]) > 0)
                .toList();
        return GlobalDemands.unplaced(
                demands.stream().mapToInt(demand -> Integer.parseInt(demand[1])).toArray(),
                demands.stream().mapToInt(demand -> Integer.parseInt(demand[2])).toArray(),
                demands.stream().mapToLong(demand -> whole(demand[3])).toArray());
    }
}
