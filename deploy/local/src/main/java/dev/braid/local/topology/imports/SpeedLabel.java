package dev.braid.local.topology.imports;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The speed that people write on a link: "10 Gbps", "4x10GE", "STM-16", "OC-48c", "E3". */
final class SpeedLabel {
    private static final int MAX_LENGTH = 256;
    private static final String TIMES =
            "(?:(?<![\\w.,])([0-9]{1,3})\\s{0,2}[x×*]\\s{0,2}|(?<=\\b[nN]\\s{0,2}[x×*]\\s{0,2})|(?<![\\w.,-]))";
    // A small m alone may be metres.
    private static final Pattern RATE = Pattern.compile(TIMES
            + "([0-9]{1,9}(?:[.,][0-9]{1,9})*(?:[eE][+]?[0-9]{1,2})?)\\s{0,2}"
            + "(?:([kKmMgGtT])\\s?(?:[bB]it|[bB]its|[bB]ps|[bB]/s|[bB]its?/s|[bB]its?/sec|[bB]|[bB]E|[eE]|"
            + "[iI][gG]\\s?[eE]|[iI][gG]|BASE|[iI]b|[bB]ase)|([KMGTkg]))(?![A-Za-z])");
    private static final Pattern HIERARCHY = Pattern.compile(
            TIMES + "(STM|OC|STS|DS|T|E|ODU|OTU)[- ]?([0-9]{1,4})(?:c|C)?(?![\\w])", Pattern.CASE_INSENSITIVE);
    private static final Pattern ETHERNET = Pattern.compile(
            TIMES + "(fast ?ethernet|gigabit ?ethernet|gig-?e|gbe|ge|fe)(?![\\w])", Pattern.CASE_INSENSITIVE);
    private static final Pattern RANGE = Pattern.compile(
            "([0-9]{1,6}(?:\\.[0-9]{1,6})?)\\s?[-–]\\s?([0-9]{1,6}(?:\\.[0-9]{1,6})?)(\\s?[kKmMgGtT][A-Za-z/]{0,9})");
    private static final Map<String, Long> FIXED = Map.ofEntries(
            Map.entry("DS0", 64_000L),
            Map.entry("DS1", 1_544_000L),
            Map.entry("DS2", 6_312_000L),
            Map.entry("DS3", 44_736_000L),
            Map.entry("DS4", 274_176_000L),
            Map.entry("E1", 2_048_000L),
            Map.entry("E2", 8_448_000L),
            Map.entry("E3", 34_368_000L),
            Map.entry("E4", 139_264_000L),
            Map.entry("E5", 565_148_000L),
            Map.entry("ODU0", 1_244_160_000L),
            Map.entry("ODU1", 2_498_775_126L),
            Map.entry("ODU2", 10_037_273_924L),
            Map.entry("ODU3", 40_319_218_983L),
            Map.entry("ODU4", 104_794_445_815L));

    private SpeedLabel() {}

    /** The rate, and whether it is the least of several. */
    record Speed(double bps, boolean ofSeveral) {}

    static Optional<Speed> read(String label) {
        String text = RANGE.matcher(label.length() > MAX_LENGTH ? label.substring(0, MAX_LENGTH) : label)
                .replaceAll("$1$3 $2$3")
                .strip();
        if (text.matches("-\\s?[0-9](?s:.*)")) {
            // For the one who reads the label to refuse.
            return read(text.substring(1)).map(speed -> new Speed(-speed.bps(), speed.ofSeveral()));
        }
        TreeSet<Double> rates = new TreeSet<>();
        Matcher rate = RATE.matcher(text);
        while (rate.find()) {
            String unit = rate.group(3) == null ? rate.group(4) : rate.group(3);
            rates.add(times(rate) * number(rate.group(2)) * power(unit));
        }
        if (rates.isEmpty()) {
            hierarchies(text, rates);
        }
        rates.removeIf(bps -> !(bps > 0));
        return rates.isEmpty() ? Optional.empty() : Optional.of(new Speed(rates.getFirst(), rates.size() > 1));
    }

    private static void hierarchies(String text, TreeSet<Double> rates) {
        Matcher step = HIERARCHY.matcher(text);
        while (step.find()) {
            rates.add(times(step) * hierarchy(step.group(2).toUpperCase(Locale.ROOT), Integer.parseInt(step.group(3))));
        }
        Matcher ethernet = ETHERNET.matcher(text);
        while (ethernet.find()) {
            rates.add(times(ethernet)
                    * (ethernet.group(2).toLowerCase(Locale.ROOT).startsWith("f") ? 1e8 : 1e9));
        }
    }

    /** Zero where there is no such step. */
    private static double hierarchy(String name, int step) {
        return switch (name) {
            case "STM" -> step == 0 ? 51_840_000.0 : 155_520_000.0 * step;
            case "OC", "STS" -> 51_840_000.0 * step;
            case "T" -> FIXED.getOrDefault("DS" + step, 0L);
            case "OTU" -> step == 0 ? 0 : FIXED.getOrDefault("ODU" + step, 0L);
            default -> FIXED.getOrDefault(name + step, 0L);
        };
    }

    private static double times(Matcher match) {
        return match.group(1) == null ? 1 : Integer.parseInt(match.group(1));
    }

    /** A comma before three digits parts thousands, another one is a decimal comma. */
    private static double number(String text) {
        String plain = text.replaceAll(",(?=[0-9]{3}(?![0-9]))", "").replace(',', '.');
        // "1.2.3" is no number.
        return plain.indexOf('.') == plain.lastIndexOf('.') ? Double.parseDouble(plain) : 0;
    }

    /** The unit's factor: k, M, G or T. */
    static double power(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "k" -> 1e3;
            case "m" -> 1e6;
            case "g" -> 1e9;
            case "t" -> 1e12;
            default -> 1;
        };
    }
}
