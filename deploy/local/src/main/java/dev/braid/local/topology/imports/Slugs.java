package dev.braid.local.topology.imports;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/** Names as ids: lower case letters, digits and hyphens, never empty, never too long, always the same. */
final class Slugs {
    // Letters that Unicode does not take apart.
    private static final Map<Integer, String> LETTERS = Map.ofEntries(
            Map.entry((int) 'ß', "ss"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'ı', "i"));
    private static final int HASH = 9;

    private Slugs() {}

    static String slug(String text, int most) {
        StringBuilder slug = new StringBuilder();
        boolean lost = false;
        String apart = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
        for (int c : apart.codePoints().toArray()) {
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                slug.appendCodePoint(c);
            } else if (LETTERS.containsKey(c)) {
                slug.append(LETTERS.get(c));
            } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                lost |= Character.isLetterOrDigit(c);
                if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
                    slug.append('-');
                }
            }
        }
        while (!slug.isEmpty() && slug.charAt(slug.length() - 1) == '-') {
            slug.setLength(slug.length() - 1);
        }
        if (slug.isEmpty() || lost || slug.length() > most) {
            // Of other scripts and of long names little is left: the hash tells them apart.
            slug.setLength(Math.min(slug.length(), most - HASH));
            if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
            slug.append("%08x".formatted(text.hashCode()));
        }
        return slug.toString();
    }
}
