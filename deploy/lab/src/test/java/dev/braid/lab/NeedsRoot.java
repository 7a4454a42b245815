package dev.braid.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.braid.lab.build.Requirements;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips the tests of a class, with words, where no lab can be built. */
final class NeedsRoot implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<String> missing = Requirements.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    }
}
