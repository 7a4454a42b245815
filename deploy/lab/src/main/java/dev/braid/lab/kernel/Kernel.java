package dev.braid.lab.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.lab.order.Entry;
import dev.braid.lab.order.Entry.Policing;
import dev.braid.lab.order.Entry.PortRule;
import dev.braid.lab.order.Entry.PortSteering;
import dev.braid.lab.order.Entry.Segment;
import dev.braid.lab.order.Entry.TagSteering;
import dev.braid.lab.plan.CustomerPort;
import dev.braid.lab.plan.LabPlan;
import dev.braid.lab.plan.Sids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The kernels of one carrier's routers: what they hold of orders, and changes to it. */
public final class Kernel implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LabPlan plan;
    private final String origin;
    private final Map<String, LinePipe> pipes = new HashMap<>();
    private final Map<String, LinePipe> pipes6 = new HashMap<>();
    private final Map<String, Policer> policers = new HashMap<>();

    public Kernel(LabPlan plan, List<String> nodes) {
        this(plan, nodes, "");
    }

    private Kernel(LabPlan plan, List<String> nodes, String origin) {
        this.plan = plan;
        this.origin = origin;
        for (String node : nodes) {
            pipes.put(node, pipe(node, "-4"));
            pipes6.put(node, pipe(node, "-6"));
            policers.put(node, new Policer(node));
        }
    }

    /** For who programs what came by BGP: its routes say so, and what steers but did not come so it never removes. */
    public static Kernel ofBgp(LabPlan plan, List<String> nodes) {
        return new Kernel(plan, nodes, " proto bgp");
    }

    private static LinePipe pipe(String node, String family) {
        return new LinePipe(
                List.of("ip", "-j", "-s", family, "-n", Sids.namespace(node), "-force", "-batch", "-"),
                new LinePipe.Mark("link show dev lo", "\"ifname\":\"lo\""));
    }

    /** By the keys of entries, all that a router holds where orders keep theirs; throws CommandFailed. */
    public Map<String, String> read(String node) {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode route : rows(pipes6.get(node).ask("route show table main"))) {
            String target = route.path("dst").asText();
            if (target.endsWith("/80") && route.path("encap").asText().equals("seg6local")) {
                found.put(
                        "%s segment %s".formatted(node, target),
                        "%s nh4 %s dev %s"
                                .formatted(
                                        route.path("action").asText(),
                                        route.path("nh4").asText(),
                                        route.path("dev").asText()));
            }
        }
        for (JsonNode route : rows(pipes.get(node).ask("route show root 100.64.0.0/10"))) {
            found.put("%s tag %s".formatted(node, route.path("dst").asText()), steering(route));
        }
        for (CustomerPort port : plan.portsOf(node)) {
            for (JsonNode route : rows(pipes.get(node).ask("route show table %d".formatted(port.table())))) {
                if (route.path("encap").asText().equals("seg6")) {
                    found.put("%s table %d default".formatted(node, port.table()), steering(route));
                }
            }
        }
        for (JsonNode rule : rows(pipes.get(node).ask("rule show"))) {
            if (rule.has("iif")) {
                found.put(
                        "%s rule iif %s".formatted(node, rule.path("iif").asText()),
                        "lookup " + rule.path("table").asText());
            }
        }
        if (!plan.portsOf(node).isEmpty()) {
            found.putAll(policers.get(node).read());
        }
        return found;
    }

    /** The neighbours that a router sees no light from. */
    public List<String> dark(String node) {
        List<String> dark = new ArrayList<>();
        for (JsonNode link : rows(pipes.get(node).ask("link show"))) {
            String name = link.path("ifname").asText();
            if (name.startsWith("to-") && link.path("flags").toString().contains("NO-CARRIER")) {
                dark.add(name.substring("to-".length()));
            }
        }
        return dark;
    }

    /** Packets that the segments of a router have had since they were made, by their prefixes. */
    public Map<String, Long> counters(String node) {
        Map<String, Long> packets = new TreeMap<>();
        for (JsonNode route : rows(pipes6.get(node).ask("route show table main"))) {
            if (route.path("encap").asText().equals("seg6local")) {
                packets.put(
                        route.path("dst").asText(),
                        route.path("stats64").path("packets").asLong());
            }
        }
        return packets;
    }

    /** Makes it so, at once: there is no moment with neither the old nor the new. Throws CommandFailed. */
    public void put(Entry entry) {
        done(entry, () -> tellToPut(entry), entry.value()::equals);
    }

    /** Takes it away. Throws CommandFailed. */
    public void remove(Entry entry) {
        done(entry, () -> tellToRemove(entry), there -> !entry.value().equals(there));
    }

    /** What was not answered may have been done: the kernel itself says so. */
    private void done(Entry entry, Runnable change, Predicate<String> expected) {
        try {
            change.run();
        } catch (CommandFailed e) {
            if (!expected.test(read(entry.node()).get(entry.key()))) {
                throw e;
            }
        }
    }

    private void tellToPut(Entry entry) {
        switch (entry) {
            case Segment segment ->
                change6(
                        segment,
                        "route replace %s/%d encap seg6local action End.DX4 nh4 %s count dev %s"
                                .formatted(segment.sid(), segment.bits(), segment.nextHop(), segment.device()));
            case PortSteering steering ->
                change(
                        steering,
                        "route replace default table %d%s %s"
                                .formatted(steering.table(), origin, encap(steering.segments(), steering.device())));
            case TagSteering steering ->
                change(
                        steering,
                        "route replace %s/32%s %s"
                                .formatted(steering.tag(), origin, encap(steering.segments(), steering.device())));
            case PortRule rule ->
                change(rule, "rule add iif %s lookup %d pref 100".formatted(rule.device(), rule.table()));
            case Policing policing -> policers.get(policing.node()).put(policing);
        }
    }

    private void tellToRemove(Entry entry) {
        switch (entry) {
            case Segment segment -> change6(segment, "route del %s/%d".formatted(segment.sid(), segment.bits()));
            case PortSteering steering ->
                change(steering, "route del default table %d metric 0%s".formatted(steering.table(), origin));
            case TagSteering steering -> change(steering, "route del %s/32%s".formatted(steering.tag(), origin));
            case PortRule _ -> {
                // It keeps a customer without an order from going anywhere.
            }
            case Policing policing -> policers.get(policing.node()).remove(policing);
        }
    }

    private void change(Entry entry, String line) {
        pipes.get(entry.node()).change(line);
    }

    private void change6(Entry entry, String line) {
        pipes6.get(entry.node()).change(line);
    }

    private static String encap(List<String> segments, String device) {
        return "encap seg6 mode encap segs %s dev %s".formatted(String.join(",", segments), device);
    }

    private static String steering(JsonNode route) {
        List<String> segments = new ArrayList<>();
        route.path("segs").forEach(segment -> segments.add(segment.asText()));
        return Entry.steering(segments, route.path("dev").asText());
    }

    private static List<JsonNode> rows(String text) {
        return rows(text, json(text));
    }

    /** What is anything else than a list of things is no answer, and not an empty one. */
    static List<JsonNode> rows(String text, JsonNode list) {
        List<JsonNode> rows = new ArrayList<>();
        list.forEach(rows::add);
        if (!list.isArray() || !rows.stream().allMatch(JsonNode::isObject)) {
            throw new CommandFailed("This is no list of things: %s".formatted(text));
        }
        return rows;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new CommandFailed("This is not JSON: %s".formatted(e.getOriginalMessage()));
        }
    }

    @Override
    public void close() {
        pipes.values().forEach(LinePipe::close);
        pipes6.values().forEach(LinePipe::close);
        policers.values().forEach(Policer::close);
    }
}
