package dev.braid.lab.build;

import dev.braid.lab.kernel.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The lab's programs in C, compiled on this machine when their source has changed. */
public final class NativePrograms {
    private NativePrograms() {}

    /** An executable of this source; its name carries the digest of the source. */
    public static Path of(String name) {
        try {
            byte[] source;
            try (InputStream stream = NativePrograms.class.getResourceAsStream("/native/" + name + ".c")) {
                source = stream.readAllBytes();
            }
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(source), 0, 8);
            Path folder = Files.createDirectories(folder());
            Path program = folder.resolve(name + "-" + digest);
            if (!Files.isExecutable(program)) {
                Path fresh = Files.createTempFile(folder, name, ".new");
                Commands.feed(
                        new String(source, StandardCharsets.UTF_8),
                        "cc",
                        "-O2",
                        "-std=gnu11",
                        "-Wall",
                        "-Wextra",
                        "-x",
                        "c",
                        "-o",
                        fresh.toString(),
                        "-");
                fresh.toFile().setExecutable(true);
                Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE);
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path folder() {
        String folder = System.getProperty("braid.native");
        String repository = System.getProperty("braid.repository");
        if (folder != null) {
            return Path.of(folder);
        }
        return repository == null
                ? Path.of("target", "native").toAbsolutePath()
                : Path.of(repository, "deploy", "lab", "target", "native");
    }
}
