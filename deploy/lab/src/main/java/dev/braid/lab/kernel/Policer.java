package dev.braid.lab.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.braid.lab.order.Entry.Policing;
import dev.braid.lab.plan.Sids;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A token bucket at each customer's port of a router: nftables drops what comes in beyond the ordered bandwidth. */
final class Policer implements AutoCloseable {
    private static final String TABLE = "inet braid";
    // The bucket holds this and a second of the rate: nftables adds the two.
    private static final long BURST_OCTETS = 16_000;

    private final String node;
    private final LinePipe pipe;

    Policer(String node) {
        this.node = node;
        this.pipe = new LinePipe(
                List.of("ip", "netns", "exec", Sids.namespace(node), "nft", "-j", "-i"),
                new LinePipe.Mark("list tables", "\"nftables\""));
    }

    Map<String, String> read() {
        Map<String, String> found = new TreeMap<>();
        String answer = pipe.ask("list ruleset");
        for (JsonNode item : Kernel.rows(answer, Kernel.json(answer).path("nftables"))) {
            JsonNode rule = item.path("rule");
            JsonNode device = rule.path("expr").path(0).path("match").path("right");
            JsonNode limit = rule.path("expr").path(1).path("limit");
            if (rule.path("table").asText().equals("braid") && limit.has("rate")) {
                found.put(
                        "%s policing %s".formatted(node, device.asText()),
                        "%d bit/s".formatted(limit.path("rate").asLong() * 8));
            }
        }
        return found;
    }

    /** In one transaction: a packet meets the old rate or the new one. A chain for each port. */
    void put(Policing policing) {
        pipe.change(("add table %1$s; add chain %1$s %2$s { type filter hook prerouting priority -300; };"
                        + " flush chain %1$s %2$s;"
                        + " add rule %1$s %2$s iifname \"%3$s\" limit rate over %4$d bytes/second"
                        + " burst %5$d bytes counter drop")
                .formatted(TABLE, chain(policing), policing.device(), policing.octetsPerSecond(), BURST_OCTETS));
    }

    void remove(Policing policing) {
        pipe.change("flush chain %1$s %2$s; delete chain %1$s %2$s".formatted(TABLE, chain(policing)));
    }

    private static String chain(Policing policing) {
        return "police_" + policing.device().replace('-', '_');
    }

    @Override
    public void close() {
        pipe.close();
    }
}
