package dev.braid.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.demo.LabDemo;
import dev.braid.local.installation.Service;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole of it: Braid, its agents, their routers, and packets. Prints what the demo prints. */
@ExtendWith(NeedsRoot.class)
class LabDemoTest {
    private static final Path REPOSITORY = Path.of("../..");

    @Test
    void everyPromiseOfTheDemoIsKept() throws InterruptedException {
        for (Service service : Service.values()) {
            Assumptions.assumeTrue(
                    Files.exists(REPOSITORY.resolve(service.folder()).resolve("target/quarkus-app/quarkus-run.jar")),
                    () -> service.label() + " is not built: run ./mvnw -DskipTests package");
        }
        StringWriter told = new StringWriter();
        try {
            new LabDemo(new PrintWriter(told), REPOSITORY, false, Duration.ZERO).run();
        } finally {
            System.out.println(told);
        }
        assertThat(told.toString())
                .contains("1. Two customers", "2. The delay of a2-c2", "3. The fibre", "refused none");
    }
}
