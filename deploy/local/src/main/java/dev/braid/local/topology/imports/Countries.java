package dev.braid.local.topology.imports;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The ISO 3166-1 codes of countries by their English names. */
final class Countries {
    private static final Map<String, String> CODES = codes();

    private Countries() {}

    static Optional<String> code(String name) {
        return Optional.ofNullable(CODES.get(name.strip().toLowerCase(Locale.ROOT)));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            codes.put(code.toLowerCase(Locale.ROOT), code);
            codes.put(Locale.of("", code).getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
        }
        codes.putAll(Map.ofEntries(
                Map.entry("usa", "US"),
                Map.entry("u.s.a.", "US"),
                Map.entry("united states of america", "US"),
                Map.entry("uk", "GB"),
                Map.entry("great britain", "GB"),
                Map.entry("england", "GB"),
                Map.entry("scotland", "GB"),
                Map.entry("northern ireland", "GB"),
                Map.entry("czech republic", "CZ"),
                Map.entry("czechia", "CZ"),
                Map.entry("slovak republic", "SK"),
                Map.entry("russian federation", "RU"),
                Map.entry("korea", "KR"),
                Map.entry("republic of korea", "KR"),
                Map.entry("the netherlands", "NL"),
                Map.entry("holland", "NL"),
                Map.entry("turkey", "TR"),
                Map.entry("türkiye", "TR"),
                Map.entry("macedonia", "MK"),
                Map.entry("viet nam", "VN"),
                Map.entry("hong kong", "HK"),
                Map.entry("macau", "MO"),
                Map.entry("macao", "MO"),
                Map.entry("uae", "AE"),
                Map.entry("ivory coast", "CI"),
                Map.entry("burma", "MM"),
                Map.entry("bosnia and herzegovina", "BA"),
                Map.entry("republic of ireland", "IE"),
                Map.entry("trinidad and tobago", "TT")));
        return Map.copyOf(codes);
    }
}
