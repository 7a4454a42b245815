package dev.braid.pcep;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips the tests of a class, with words, where FRR cannot be started. */
final class NeedsFrr implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        assumeTrue(
                Files.isExecutable(FrrRouters.DAEMONS.resolve("pathd")),
                "FRR is not installed (apt install frr): its routers are left out");
        assumeTrue(
                System.getProperty("user.name").equals("root"),
                "FRR's daemons start as root only: its routers are left out");
    }
}
