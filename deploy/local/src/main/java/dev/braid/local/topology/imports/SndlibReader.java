package dev.braid.local.topology.imports;

import dev.braid.local.topology.imports.DraftLink.End;
import dev.braid.local.topology.imports.DraftLink.Ends;
import dev.braid.local.topology.imports.DraftLink.Traits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Reads the network files of SNDlib in its native format. */
final class SndlibReader {
    private static final double MEGABIT = 1e6;
    private static final String UNBOUNDED = "UNLIMITED";

    private final ImportOptions options;
    private final Remarks remarks;
    private final Words words;
    private final DraftNetwork network;
    private OptionalDouble unitBps = OptionalDouble.empty();

    SndlibReader(Source source, ImportOptions options, Remarks remarks) {
        this.options = options;
        this.remarks = remarks;
        this.words = new Words(source, source.text(remarks));
        this.network = new DraftNetwork(source, remarks);
    }

    DraftNetwork read() {
        Set<String> sections = new HashSet<>();
        for (Optional<String> word = words.next(); word.isPresent(); word = words.next()) {
            String name = word.get();
            if (name.startsWith("?SNDlib")) {
                header(name + " " + words.line("header").orElse(""));
                continue;
            }
            words.expect("(", name);
            if (!sections.add(name)) {
                throw words.field(name).failure("the section stands here a second time.");
            }
            switch (name) {
                case "META" -> meta();
                case "NODES" -> nodes();
                case "LINKS" -> links();
                default -> skip(name);
            }
        }
        for (String needed : new String[] {"NODES", "LINKS"}) {
            if (!sections.contains(needed)) {
                throw words.field(needed).failure("the section is missing.");
            }
        }
        directions();
        return network;
    }

    private void header(String line) {
        if (line.contains("type:") && !line.matches(".*type:\\s*network\\b.*")) {
            throw words.field("header").failure("'%s' is no network file.".formatted(Source.quoted(line)));
        }
    }

    private void meta() {
        while (true) {
            Optional<String> line = words.line("META");
            if (line.isEmpty()) {
                continue;
            }
            if (line.get().equals(")")) {
                return;
            }
            int equals = line.get().indexOf('=');
            if (equals > 0 && line.get().substring(0, equals).strip().equalsIgnoreCase("unit")) {
                unit(line.get().substring(equals + 1).strip().toUpperCase(Locale.ROOT));
            }
        }
    }

    private void unit(String name) {
        unitBps = switch (name) {
            case "BITPERSEC" -> OptionalDouble.of(1);
            case "KBITPERSEC" -> OptionalDouble.of(1e3);
            case "MBITPERSEC" -> OptionalDouble.of(MEGABIT);
            case "GBITPERSEC" -> OptionalDouble.of(1e9);
            default -> {
                remarks.told("units that are not known", words.line(), name);
                yield OptionalDouble.empty();
            }
        };
    }

    private void nodes() {
        for (String id = words.need("NODES"); !id.equals(")"); id = words.need("NODES")) {
            int line = words.line();
            word(id, "node id");
            Optional<DraftNode.Point> point = Optional.empty();
            if (words.peek().equals("(")) {
                words.expect("(", id);
                String x = words.need("longitude");
                if (!x.equals(")")) {
                    double longitude = words.field("longitude of node " + id).decimal(x);
                    double latitude = words.decimal("latitude of node " + id);
                    point = Optional.of(new DraftNode.Point(longitude, latitude));
                    words.expect(")", "node " + id);
                }
            }
            network.add(new DraftNode(line, id, id, point, Optional.empty()));
        }
    }

    private void links() {
        Set<String> ids = new HashSet<>();
        for (String id = words.need("LINKS"); !id.equals(")"); id = words.need("LINKS")) {
            int line = words.line();
            word(id, "link id");
            words.expect("(", "link " + id);
            End from = new End(word(words.need("source"), "source of link " + id), "");
            End to = new End(word(words.need("target"), "target of link " + id), "");
            words.expect(")", "link " + id);
            DraftLink link = new DraftLink(line, id, from, to, false, traits(id));
            if (ids.add(id)) {
                network.add(link);
            } else {
                remarks.dropped("links whose id an earlier link has", line, id);
            }
        }
    }

    /** Capacity and its cost, routing and setup cost, then what could be installed. */
    private Traits traits(String id) {
        double installed = amount("pre-installed capacity", id);
        amount("cost of the pre-installed capacity", id);
        double routingCost = amount("routing cost", id);
        amount("setup cost", id);
        words.expect("(", "modules of link " + id);
        double largest = 0;
        for (String word = words.need("modules"); !word.equals(")"); word = words.need("modules")) {
            Field module = words.field("module capacity of link " + id);
            module.capacityBps(module.decimal(word));
            largest = Math.max(largest, module.decimal(word));
            amount("module cost", id);
        }
        Field field = words.field("capacity of link " + id);
        if (installed == 0 && largest > 0) {
            remarks.assumed(
                    "links without installed capacity: their largest module counts as installed", words.line(), id);
        }
        double capacity = installed > 0 ? installed : largest;
        OptionalLong metric = routingCost > 0 && routingCost <= Field.MAX_CAPACITY_BPS
                ? OptionalLong.of(Math.max(1, Math.round(routingCost)))
                : OptionalLong.empty();
        return new Traits(
                capacity == 0 ? OptionalLong.empty() : field.capacityBps(capacity * bpsPerUnit(id)),
                OptionalLong.empty(),
                metric,
                new TreeSet<>(),
                false);
    }

    private double amount(String what, String id) {
        String word = words.need(what + " of link " + id);
        Field field = words.field(what + " of link " + id);
        if (word.equals(UNBOUNDED)) {
            return 0;
        }
        double value = field.decimal(word);
        if (value < 0) {
            throw field.failure("'%s' is negative.".formatted(Source.quoted(word)));
        }
        return value;
    }

    private double bpsPerUnit(String id) {
        if (options.unitBps().isPresent()) {
            return options.unitBps().getAsLong();
        }
        if (unitBps.isEmpty()) {
            remarks.assumed("capacities without a unit: taken as Mbit/s (--unit-bps)", words.line(), id);
        }
        return unitBps.orElse(MEGABIT);
    }

    private String word(String word, String field) {
        if (word.equals("(") || word.equals(")")) {
            throw words.field(field).failure("'%s' stands where a name is due.".formatted(word));
        }
        return word;
    }

    private void skip(String section) {
        int depth = 1;
        while (depth > 0) {
            String word = words.need(section);
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
        }
    }

    /** The format does not say whether links are directed: they are where every one has its opposite. */
    private void directions() {
        Map<Ends, Integer> balance = new HashMap<>();
        for (DraftLink link : network.links()) {
            balance.merge(link.ends(), link.ends().first().equals(link.from().node()) ? 1 : -1, Integer::sum);
        }
        if (!network.links().isEmpty() && balance.values().stream().allMatch(sum -> sum == 0)) {
            remarks.told(
                    "every link has its opposite: they are taken as directed",
                    1,
                    network.links().getFirst().label());
            network.replaceLinks(
                    network.links().stream().map(link -> link.directed(true)).toList());
        }
    }
}
