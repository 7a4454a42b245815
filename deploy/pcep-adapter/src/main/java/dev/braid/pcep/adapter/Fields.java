package dev.braid.pcep.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One object of the settings; what is wrong is told with field, value and bound. */
record Fields(String path, JsonNode node) {
    void only(String... names) throws SettingsInvalid {
        if (!node.isObject()) {
            throw new SettingsInvalid("%s must be an object.".formatted(path.isEmpty() ? "The file" : path));
        }
        Set<String> known = Set.of(names);
        Iterator<String> present = node.fieldNames();
        while (present.hasNext()) {
            String name = present.next();
            if (!known.contains(name)) {
                throw new SettingsInvalid(
                        "%s is not known; maybe one of %s is meant.".formatted(at(name), String.join(", ", names)));
            }
        }
    }

    Fields object(String name) throws SettingsInvalid {
        return new Fields(at(name), present(name));
    }

    List<Fields> list(String name) throws SettingsInvalid {
        JsonNode list = present(name);
        if (!list.isArray() || list.isEmpty()) {
            throw wrong(name, list.toString(), "a list with at least one entry");
        }
        List<Fields> entries = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            entries.add(new Fields("%s[%d]".formatted(at(name), i), list.get(i)));
        }
        return entries;
    }

    String text(String name) throws SettingsInvalid {
        JsonNode value = present(name);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw wrong(name, value.toString(), "a text");
        }
        return value.asText();
    }

    Optional<String> optionalText(String name) throws SettingsInvalid {
        return node.has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    boolean flag(String name) throws SettingsInvalid {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw wrong(name, value.toString(), "true or false");
        }
        return value.asBoolean();
    }

    long number(String name, long least, long most, long otherwise) throws SettingsInvalid {
        return node.has(name) ? number(name, least, most) : otherwise;
    }

    long number(String name, long least, long most) throws SettingsInvalid {
        JsonNode value = present(name);
        if (!value.canConvertToLong() || !value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
            throw wrong(name, value.toString(), "a whole number from %d to %d".formatted(least, most));
        }
        return value.asLong();
    }

    InetAddress address(String name) throws SettingsInvalid {
        try {
            return InetAddress.ofLiteral(text(name));
        } catch (IllegalArgumentException notOne) {
            throw wrong(name, text(name), "an address");
        }
    }

    Inet4Address addressV4(String name) throws SettingsInvalid {
        if (address(name) instanceof Inet4Address address) {
            return address;
        }
        throw wrong(name, text(name), "an IPv4 address");
    }

    SettingsInvalid wrong(String name, String value, String bound) {
        return new SettingsInvalid("%s (%s) must be %s.".formatted(at(name), value, bound));
    }

    private JsonNode present(String name) throws SettingsInvalid {
        if (!node.has(name)) {
            throw new SettingsInvalid("%s is missing.".formatted(at(name)));
        }
        return node.get(name);
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
