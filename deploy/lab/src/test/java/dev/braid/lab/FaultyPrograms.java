package dev.braid.lab;

import dev.braid.lab.build.NativePrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Stand where an agent looks for ip and nft, and run the real ones as well or as badly as was arranged. */
final class FaultyPrograms {
    /** Asked or told, there is no answer, and nothing is done. */
    static final String MUTE = "MUTE";

    private final Path folder;

    FaultyPrograms(Path folder) throws IOException {
        this.folder = folder;
        Path program = NativePrograms.of("faulty");
        for (String name : new String[] {"ip", "nft"}) {
            Files.createSymbolicLink(folder.resolve(name), program);
        }
    }

    /** For a process that shall find them. */
    Map<String, String> environment() {
        return Map.of("PATH", folder + ":" + System.getenv("PATH"), "FAULTY_FOLDER", folder.toString());
    }

    /** From the next line on: all questions that it can be meant for, and the changes through these programs. */
    void arrange(String fault, String... programs) {
        try {
            Path fresh = Files.writeString(folder.resolve("fault.new"), fault + " " + String.join(",", programs));
            Files.move(fresh, folder.resolve("fault"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
