package dev.braid.lab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathProbeTest {
    @TempDir
    private Path folder;

    @Test
    void aProgramThatHasEndedIsStartedAgain() throws IOException {
        try (PathProbe probe = new PathProbe(program("read line; echo 42"))) {
            for (int round = 0; round < 3; round++) {
                assertThat(probe.roundTrip("a1", List.of("fc00::1"), 10)).isEqualTo(OptionalLong.of(42));
            }
        }
    }

    @Test
    void aProgramThatNeverAnswersIsAFailureEachTime() throws IOException {
        try (PathProbe probe = new PathProbe(program("exit 0"))) {
            for (int round = 0; round < 2; round++) {
                assertThatThrownBy(() -> probe.roundTrip("a1", List.of("fc00::1"), 10))
                        .isInstanceOf(CommandFailed.class);
            }
        }
    }

    @Test
    void aProgramThatHangsIsNoAnswerAndIsReplaced() throws IOException {
        String hangsOnce = "[ -e $0.ran ] && read line && echo 42 && exit; : >$0.ran; exec sleep 600";
        try (PathProbe probe = new PathProbe(program(hangsOnce), 300)) {
            assertThat(probe.roundTrip("a1", List.of("fc00::1"), 10)).isEmpty();
            // The next one answers, however slow the machine is to start it.
            OptionalLong answer = OptionalLong.empty();
            for (int round = 0; round < 50 && answer.isEmpty(); round++) {
                answer = probe.roundTrip("a1", List.of("fc00::1"), 10);
            }
            assertThat(answer).hasValue(42);
        }
    }

    private Path program(String lines) throws IOException {
        Path program = folder.resolve("probe");
        Files.writeString(program, "#!/bin/sh\n" + lines + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
}
