package dev.braid.lab.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a lab from JSON, and says of the first thing that is wrong which field it is, its value and its bound. */
public final class LabFile {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern NODE = Pattern.compile("[a-f][0-9a-f]");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,9}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final long MAX_DELAY_US = 1_000_000;
    private static final long MAX_CAPACITY_BPS = 100_000_000_000L;
    private static final int MAX_ITEMS = 200;

    private final Map<String, String> carrierOf = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private LabFile() {}

    /** Throws LabFileInvalid. */
    public static LabPlan read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new LabFileInvalid("The lab file %s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    /** Throws LabFileInvalid. */
    public static LabPlan parse(String text) {
        try {
            return new LabFile().plan(LabField.root(JSON.readTree(text)));
        } catch (JsonProcessingException e) {
            throw new LabFileInvalid("The lab file is not JSON: line %d, %s"
                    .formatted(e.getLocation() == null ? 0 : e.getLocation().getLineNr(), e.getOriginalMessage()));
        }
    }

    private LabPlan plan(LabField root) {
        root.only("carriers", "customers", "links");
        List<Carrier> carriers =
                root.list("carriers", 1, 16).stream().map(this::carrier).toList();
        List<LabField> customers = root.list("customers", 0, MAX_ITEMS);
        List<CustomerPort> ports = new java.util.ArrayList<>();
        for (LabField customer : customers) {
            ports.add(port(customer, ports.size() + 1));
        }
        List<Fibre> fibres =
                root.list("links", 0, MAX_ITEMS).stream().map(this::fibre).toList();
        return new LabPlan(carriers, ports, fibres);
    }

    private Carrier carrier(LabField field) {
        field.only("id", "nodes", "agent_port");
        String id = unique("carrier", field.text("id", ID, "letters, digits, '.', '_' and '-', at most 64"), field);
        List<String> nodes = field.texts("nodes", 1, 64, NODE, "a letter a to f and a hexadecimal digit");
        for (String node : nodes) {
            unique("node", node, field);
            carrierOf.put(node, id);
        }
        int port = (int) field.number("agent_port", 1024, 65535);
        unique("agent_port", Integer.toString(port), field);
        return new Carrier(id, nodes, port);
    }

    private CustomerPort port(LabField field, int number) {
        field.only("name", "port_id", "node", "lan", "delay_us", "capacity_bps");
        String name =
                unique("customer", field.text("name", NAME, "a small letter and at most 9 letters and digits"), field);
        if (carrierOf.containsKey(name)) {
            throw field.wrong("name", name, "not the name of a node");
        }
        String portId =
                unique("port", field.text("port_id", ID, "letters, digits, '.', '_' and '-', at most 64"), field);
        return new CustomerPort(number, name, portId, node(field, "node"), lan(field), delay(field), capacity(field));
    }

    private Fibre fibre(LabField field) {
        field.only("a", "z", "delay_us", "capacity_bps", "owner");
        String a = node(field, "a");
        String z = node(field, "z");
        if (a.equals(z)) {
            throw field.wrong("z", z, "another node than a");
        }
        unique("link", a.compareTo(z) < 0 ? a + "-" + z : z + "-" + a, field);
        String left = carrierOf.get(a);
        String right = carrierOf.get(z);
        String owner = left.equals(right) ? field.textOr("owner", left) : field.textOr("owner", "");
        if (!owner.equals(left) && !owner.equals(right)) {
            throw field.wrong("owner", owner, left.equals(right) ? left : left + " or " + right);
        }
        return new Fibre(a, z, owner, delay(field), capacity(field));
    }

    private String node(LabField field, String name) {
        String node = field.text(name, NODE, "a letter a to f and a hexadecimal digit");
        if (!carrierOf.containsKey(node)) {
            throw field.wrong(name, node, "a node of one of the carriers");
        }
        return node;
    }

    private static String lan(LabField field) {
        String text = field.text(
                "lan",
                Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}/\\d{1,2}"),
                "an IPv4 address and the length of its prefix");
        String[] parts = text.split("[./]");
        for (int i = 0; i < 4; i++) {
            if (Integer.parseInt(parts[i]) > 255) {
                throw field.wrong("lan", text, "octets from 0 to 255");
            }
        }
        int length = Integer.parseInt(parts[4]);
        if (length < 8 || length > 30) {
            throw field.wrong("lan", text, "a length from 8 to 30");
        }
        if (text.startsWith("172.16.") || text.startsWith("100.")) {
            throw field.wrong("lan", text, "outside of 172.16.0.0/16 and 100.0.0.0/8, which the carriers use");
        }
        return text;
    }

    private static long delay(LabField field) {
        return field.number("delay_us", 0, MAX_DELAY_US);
    }

    private static long capacity(LabField field) {
        return field.number("capacity_bps", 1, MAX_CAPACITY_BPS);
    }

    private String unique(String kind, String value, LabField field) {
        if (!taken.add(kind + " " + value)) {
            throw new LabFileInvalid("%s: %s %s stands there twice.".formatted(field.path(), kind, value));
        }
        return value;
    }
}
