package dev.braid.lab.agent;

import dev.braid.lab.plan.Sids;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hears from the kernels (netlink) when light goes out on a fibre or comes back. */
final class LinkEvents implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("\\d+: to-(\\w+)[@:][^<]*<([^>]*)>.*");

    private final List<Process> monitors = new ArrayList<>();

    /** Tells router and neighbour, once for each change. */
    LinkEvents(List<String> nodes, BiConsumer<String, String> changed) {
        for (String node : nodes) {
            try {
                Process monitor = new ProcessBuilder("ip", "-o", "-n", Sids.namespace(node), "monitor", "link")
                        .redirectErrorStream(true)
                        .start();
                monitors.add(monitor);
                Thread.ofPlatform().daemon().name("links of " + node).start(() -> listen(monitor, node, changed));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void listen(Process monitor, String node, BiConsumer<String, String> changed) {
        Map<String, Boolean> lit = new HashMap<>();
        try (BufferedReader reader = monitor.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Matcher link = LINE.matcher(line);
                if (link.matches()) {
                    boolean light = List.of(link.group(2).split(",")).contains("LOWER_UP");
                    if (!Boolean.valueOf(light).equals(lit.put(link.group(1), light))) {
                        changed.accept(node, link.group(1));
                    }
                }
            }
        } catch (IOException e) {
            // The monitor was ended with the agent.
        }
    }

    @Override
    public void close() {
        monitors.forEach(Process::destroy);
    }
}
