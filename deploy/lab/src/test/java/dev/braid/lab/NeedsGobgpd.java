package dev.braid.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.braid.lab.build.Requirements;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips the tests of a class, with words, where no lab with BGP can be built. */
final class NeedsGobgpd implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<String> missing = Requirements.missingForBgp();
        assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    }
}
