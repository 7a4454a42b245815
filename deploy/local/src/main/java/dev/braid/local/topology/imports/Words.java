package dev.braid.local.topology.imports;

import java.util.Optional;

/** The words of SNDlib's native format: parentheses stand alone, comments go to the end of the line. */
final class Words {
    private final Source source;
    private final String text;
    private int at;
    private int line = 1;
    private int wordLine = 1;

    Words(Source source, String text) {
        this.source = source;
        this.text = text;
    }

    /** The line of the last word. */
    int line() {
        return wordLine;
    }

    Field field(String name) {
        return new Field(source, wordLine, name);
    }

    /** The next word; empty at the end of the text. */
    Optional<String> next() {
        skipBlanks();
        wordLine = line;
        if (at == text.length()) {
            return Optional.empty();
        }
        int start = at;
        if (isParenthesis(text.charAt(at))) {
            at++;
        } else {
            while (at < text.length() && !isParenthesis(text.charAt(at)) && !isBlank(text.charAt(at))) {
                at++;
            }
        }
        return Optional.of(text.substring(start, at));
    }

    /** The next word, which must be there. */
    String need(String field) {
        return next().orElseThrow(() -> field(field).failure("the file ends here."));
    }

    /** The next word, which must be a number. */
    double decimal(String field) {
        String word = need(field);
        return field(field).decimal(word);
    }

    void expect(String wanted, String field) {
        String word = need(field);
        if (!word.equals(wanted)) {
            throw field(field).failure("'%s' stands where '%s' is due.".formatted(Source.quoted(word), wanted));
        }
    }

    /** The next word, without taking it. */
    String peek() {
        int oldAt = at;
        int oldLine = line;
        int oldWordLine = wordLine;
        String word = next().orElse("");
        at = oldAt;
        line = oldLine;
        wordLine = oldWordLine;
        return word;
    }

    /** What is left of the line, as it stands. */
    Optional<String> line(String field) {
        wordLine = line;
        if (at == text.length()) {
            throw field(field).failure("the file ends before its ')'.");
        }
        int start = at;
        while (at < text.length() && !isLineEnd(text.charAt(at))) {
            at++;
        }
        String rest = text.substring(start, at).strip();
        skipLineEnd();
        return rest.isEmpty() || rest.startsWith("#") ? Optional.empty() : Optional.of(rest);
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                while (at < text.length() && !isLineEnd(text.charAt(at))) {
                    at++;
                }
            } else if (isLineEnd(c)) {
                skipLineEnd();
            } else if (isBlank(c)) {
                at++;
            } else {
                return;
            }
        }
    }

    /** CR, LF and CR LF end one line. */
    private void skipLineEnd() {
        if (at < text.length()) {
            line++;
            at += text.startsWith("\r\n", at) ? 2 : 1;
        }
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }

    private static boolean isParenthesis(char c) {
        return c == '(' || c == ')';
    }
}
