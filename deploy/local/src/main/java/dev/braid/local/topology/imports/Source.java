package dev.braid.local.topology.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** A file to import, whole and of bounded size, which words the errors about itself. */
record Source(String name, byte[] bytes) {
    /** The largest file of the public collections has less than one MiB. */
    static final int MAX_BYTES = 32 << 20;

    // Names and labels stand in the error messages; a broken file must not flood the terminal.
    private static final int MAX_QUOTED = 60;
    private static final int MAX_FIELD = 200;

    static Source read(Path file) {
        if (Files.isDirectory(file)) {
            throw new ImportFailed("%s is a folder, not a file.".formatted(file));
        }
        if (!Files.exists(file)) {
            throw new ImportFailed("%s does not exist.".formatted(file));
        }
        try (InputStream in = Files.newInputStream(file)) {
            // A pipe has no size to ask for: one byte more than allowed tells.
            byte[] bytes = in.readNBytes(Files.size(file) > MAX_BYTES ? 0 : MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES || Files.size(file) > MAX_BYTES) {
                throw new ImportFailed("%s is larger than %d MiB, the most that is imported."
                        .formatted(file.getFileName(), MAX_BYTES >> 20));
            }
            return new Source(file.getFileName().toString(), bytes);
        } catch (IOException e) {
            throw new ImportFailed("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    /** The text without its byte order mark. */
    String text(Remarks remarks) {
        if (starts(0xEF, 0xBB, 0xBF)) {
            return strict(StandardCharsets.UTF_8, 3, remarks);
        }
        if (starts(0xFE, 0xFF)) {
            return strict(StandardCharsets.UTF_16BE, 2, remarks);
        }
        if (starts(0xFF, 0xFE)) {
            return strict(StandardCharsets.UTF_16LE, 2, remarks);
        }
        return strict(StandardCharsets.UTF_8, 0, remarks);
    }

    private String strict(Charset charset, int from, Remarks remarks) {
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
        } catch (CharacterCodingException e) {
            remarks.assumed("text is not %s: read as ISO-8859-1".formatted(charset), 1, name);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** The line of the first byte that is not UTF-8; empty where all are. */
    OptionalInt lineThatIsNotUtf8() {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(8192);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result;
        do {
            result = decoder.decode(in, out.clear(), true);
        } while (result.isOverflow());
        if (!result.isError()) {
            return OptionalInt.empty();
        }
        int line = 1;
        for (int i = 0; i < in.position(); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return OptionalInt.of(line);
    }

    private boolean starts(int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    ImportFailed failure(int line, String field, String problem) {
        return new ImportFailed("%s:%d: %s: %s".formatted(name, Math.max(line, 1), quoted(field, MAX_FIELD), problem));
    }

    /** Text of the file for a message: short and without control characters. */
    static String quoted(String text) {
        return quoted(text, MAX_QUOTED);
    }

    private static String quoted(String text, int most) {
        String plain = text.codePoints()
                .limit(most)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.codePointCount(0, text.length()) > most ? plain + "…" : plain;
    }

    /** The first line of what a parser says, without control characters. */
    static String sentence(String message) {
        String line = message.lines().findFirst().orElse("it cannot be read.");
        return line.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
