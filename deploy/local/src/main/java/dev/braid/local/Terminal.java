package dev.braid.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;

/** Where progress is told to a person: plain lines, with colour where somebody looks. */
public final class Terminal {
    private final PrintStream out;
    private final boolean colours;

    private Terminal(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Tells people on the standard output; the launching script knows whether that is a terminal. */
    public static Terminal standard() {
        return new Terminal(System.out, "1".equals(System.getenv("BRAID_COLOURS")));
    }

    /** Tells people on the standard error, because the standard output belongs to a machine. */
    public static Terminal aside() {
        return new Terminal(System.err, false);
    }

    /** Tells nobody: somebody else does. */
    public static Terminal quiet() {
        return new Terminal(new PrintStream(OutputStream.nullOutputStream()), false);
    }

    /** A line. */
    public synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    /** A headline. */
    public void title(String text) {
        line("");
        line(paint("1", text));
    }

    /** Something that was done and how long it took. */
    public void done(String what, String detail, long millis) {
        line("  %s %-28s %8s   %s"
                .formatted(paint("32", "✓"), what, seconds(millis), paint("2", detail))
                .stripTrailing());
    }

    /** Something that a person should know. */
    public void note(String text) {
        line("  " + paint("2", text));
    }

    /** Something that went wrong. */
    public void warn(String text) {
        line("  " + paint("33", "! " + text));
    }

    /** Something that failed. */
    public void fail(String text) {
        line("  " + paint("31", "✗ " + text));
    }

    /** A time for people. */
    public static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    private String paint(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
