package dev.braid.netconf.settings;

import dev.braid.netconf.order.Leg;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Rules of single fields, and messages that say which. */
final class Field {
    private Field() {}

    static <T> T required(String name, T value) throws SettingsInvalid {
        if (value == null || value.equals("")) {
            throw new SettingsInvalid("%s is missing.".formatted(name));
        }
        return value;
    }

    /** An id that can stand in the description of a service. */
    static String id(String name, String value) throws SettingsInvalid {
        required(name, value);
        if (!Leg.ID.matcher(value).matches()) {
            throw new SettingsInvalid("%s is '%s'; it must match %s.".formatted(name, value, Leg.ID));
        }
        return value;
    }

    static int within(String name, int value, int least, int most) throws SettingsInvalid {
        if (value < least || value > most) {
            throw new SettingsInvalid("%s is %d; it must be from %d to %d.".formatted(name, value, least, most));
        }
        return value;
    }

    static void oneOf(String name, String value, Set<String> known) throws SettingsInvalid {
        if (!known.contains(required(name, value))) {
            throw new SettingsInvalid("%s is '%s', none of %s."
                    .formatted(name, value, known.stream().sorted().toList()));
        }
    }

    static <T> Set<String> unique(String name, List<T> list, Function<T, String> id) throws SettingsInvalid {
        Set<String> ids = new HashSet<>();
        for (T each : list) {
            if (!ids.add(id(name, id.apply(each)))) {
                throw new SettingsInvalid("%s is '%s' twice.".formatted(name, id.apply(each)));
            }
        }
        if (ids.isEmpty()) {
            throw new SettingsInvalid("%s: there is none.".formatted(name));
        }
        return ids;
    }
}
