package dev.braid.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.lab.kernel.Commands;
import dev.braid.lab.order.Attachment;
import dev.braid.lab.order.End;
import dev.braid.lab.order.Leg;
import dev.braid.lab.order.Legs;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.CustomerPort;
import dev.braid.lab.plan.LabPlan;
import dev.braid.lab.plan.Sids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a carrier's routers hold of its orders, as ip and nft tell it. The journal says which order has which number, and
 * what a held order's bandwidth is, because no kernel knows that; that of an order which has its port is what its filter
 * lets pass.
 */
final class HeldInKernels {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Neither nothing nor what was ordered. */
    private static final long IN_PART = 1;

    private final LabPlan plan;
    private final Legs legs;
    private final Set<String> routes = new HashSet<>();
    private final Map<String, String> leads = new HashMap<>();
    private final Map<String, Long> rates = new HashMap<>();

    private HeldInKernels(LabPlan plan, Carrier carrier) throws IOException {
        this.plan = plan;
        this.legs = new Legs(plan, carrier);
        for (String node : carrier.nodes()) {
            read(node);
        }
    }

    /** By reference. */
    static Map<String, Long> read(LabPlan plan, Carrier carrier, Path journal) throws IOException {
        HeldInKernels kernels = new HeldInKernels(plan, carrier);
        Map<Integer, JsonNode> orders = new LinkedHashMap<>();
        for (String line : Files.readAllLines(journal)) {
            JsonNode order = JSON.readTree(line);
            orders.put(order.path("number").asInt(), order);
        }
        Map<String, Long> held = new HashMap<>();
        for (JsonNode order : orders.values()) {
            held.put(order.path("reference").asText(), kernels.heldBps(order, orders.values()));
        }
        return held;
    }

    private void read(String node) throws JsonProcessingException {
        for (JsonNode route : json("ip", "-j", "-6", "-n", Sids.namespace(node), "route", "show", "table", "main")) {
            routes.add(node + " " + route.path("dst").asText());
        }
        for (JsonNode route : json("ip", "-j", "-n", Sids.namespace(node), "route", "show", "root", "100.64.0.0/10")) {
            routes.add(node + " " + route.path("dst").asText());
        }
        for (CustomerPort port : plan.portsOf(node)) {
            for (JsonNode route :
                    json("ip", "-j", "-n", Sids.namespace(node), "route", "show", "table", "" + port.table())) {
                JsonNode segments = route.path("segs");
                leads.put(port.name(), segments.path(segments.size() - 1).asText());
            }
        }
        JsonNode filters = json("ip", "netns", "exec", Sids.namespace(node), "nft", "-j", "list", "ruleset");
        for (JsonNode filter : filters.path("nftables")) {
            JsonNode parts = filter.path("rule").path("expr");
            if (parts.path(1).path("limit").has("rate")) {
                rates.put(
                        parts.path(0).path("match").path("right").asText(),
                        parts.path(1).path("limit").path("rate").asLong() * 8);
            }
        }
    }

    private static JsonNode json(String... command) throws JsonProcessingException {
        return JSON.readTree(Commands.run(command));
    }

    private long heldBps(JsonNode order, Iterable<JsonNode> all) {
        Leg leg = leg(order);
        List<String> own = own(leg, order.path("number").asInt());
        for (JsonNode other : all) {
            String phase = other.path("phase").asText();
            if (other != order && (phase.equals("HELD") || phase.equals("ACTIVE"))) {
                // What two orders have in common tells nothing of either.
                own.removeAll(own(leg(other), other.path("number").asInt()));
            }
        }
        long there = own.stream().filter(routes::contains).count();
        if (there == own.size()) {
            return led(
                    leg.a(),
                    leg.z(),
                    led(leg.z(), leg.a(), order.path("bandwidthBps").asLong()));
        }
        return there == 0 ? 0 : IN_PART;
    }

    /** What the filter lets pass, where the port's packets go to the other end of the order. */
    private long led(Attachment from, Attachment to, long heldBps) {
        return from instanceof Attachment.AtPort(CustomerPort port)
                        && to instanceof Attachment.AtFibre at
                        && Sids.handoff(at.neighbour(), at.node(), at.number()).equals(leads.get(port.name()))
                ? rates.getOrDefault(Sids.device(port.name()), IN_PART)
                : heldBps;
    }

    private Leg leg(JsonNode order) {
        List<String> links = new ArrayList<>();
        order.path("linkIds").forEach(link -> links.add(link.asText()));
        return legs.resolve(links, end(order.path("a")), end(order.path("z")));
    }

    private static End end(JsonNode end) {
        return new End(end.path("interconnectId").asText(), end.path("number").asInt());
    }

    private static List<String> own(Leg leg, int number) {
        List<String> own = new ArrayList<>();
        for (Attachment end : List.of(leg.a(), leg.z())) {
            switch (end) {
                case Attachment.AtPort(var port) -> own.add(port.node() + " " + Sids.port(port, number) + "/80");
                case Attachment.Open(var node) -> own.add(node + " " + Sids.openEnd(node, number) + "/80");
                case Attachment.AtFibre at -> {
                    own.add(at.node() + " " + Sids.handoff(at.node(), at.neighbour(), at.number()) + "/80");
                    own.add(at.node() + " " + Sids.tag(at.fibreNumber(), at.number()));
                }
            }
        }
        return own;
    }
}
