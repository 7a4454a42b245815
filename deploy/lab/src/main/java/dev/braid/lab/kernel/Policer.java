package dev.braid.lab.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.braid.lab.order.Entry.Policing;
import dev.braid.lab.plan.Sids;
import java.util.Map;
import java.util.TreeMap;

/** A token bucket at each customer's port: nftables drops what comes in beyond the ordered bandwidth. */
final class Policer {
    private static final String TABLE = "inet braid";
    private static final long LEAST_BURST_OCTETS = 64_000;

    private Policer() {}

    static Map<String, String> read(String node) {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode item : Kernel.json(nft(node, "", "-j", "list", "ruleset")).path("nftables")) {
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
    static void put(Policing policing) {
        long octets = policing.octetsPerSecond();
        nft(
                policing.node(),
                """
                add table %1$s
                add chain %1$s %2$s { type filter hook prerouting priority -300; }
                flush chain %1$s %2$s
                add rule %1$s %2$s iifname "%3$s" limit rate over %4$d bytes/second burst %5$d bytes counter drop
                """.formatted(
                        TABLE, chain(policing), policing.device(), octets, Math.max(octets / 20, LEAST_BURST_OCTETS)),
                "-f",
                "-");
    }

    static void remove(Policing policing) {
        nft(
                policing.node(),
                "flush chain %1$s %2$s\ndelete chain %1$s %2$s\n".formatted(TABLE, chain(policing)),
                "-f",
                "-");
    }

    private static String chain(Policing policing) {
        return "police_" + policing.device().replace('-', '_');
    }

    private static String nft(String node, String input, String... words) {
        String[] command = new String[5 + words.length];
        System.arraycopy(new String[] {"ip", "netns", "exec", Sids.namespace(node), "nft"}, 0, command, 0, 5);
        System.arraycopy(words, 0, command, 5, words.length);
        return Commands.feed(input, command);
    }
}
