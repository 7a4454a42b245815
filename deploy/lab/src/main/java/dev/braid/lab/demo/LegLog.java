package dev.braid.lab.demo;

import com.google.protobuf.util.Timestamps;
import dev.braid.lab.braid.Wish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** For who looks into a promise that was not kept: all that was commanded of the legs, beside the logs of services. */
final class LegLog {
    private LegLog() {}

    static void write(Scene scene, Wish wish) {
        List<String> lines = scene.braid().legSteps(wish).stream()
                .map(step -> "%d %s %s %s revision %d %s %s %s"
                        .formatted(
                                Timestamps.toNanos(step.getOccurTime()),
                                step.getLegId(),
                                step.getProviderId(),
                                step.getVerb(),
                                step.getRevision(),
                                step.getOutcome(),
                                step.getState(),
                                step.getWords()))
                .toList();
        try {
            Files.write(scene.braid().logs().resolve("legs.log"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
