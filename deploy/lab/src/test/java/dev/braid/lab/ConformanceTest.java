package dev.braid.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.adapter.conformance.ConformanceSuite;
import dev.braid.adapter.conformance.Ends;
import dev.braid.adapter.conformance.Finding;
import dev.braid.adapter.conformance.Report;
import dev.braid.adapter.conformance.Target;
import dev.braid.lab.build.Lab;
import dev.braid.lab.plan.Carrier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NeedsRoot.class)
class ConformanceTest {
    private static final int CHECKS = 47;

    @Test
    void theAgentKeepsThePromisesOfTheContract() throws Exception {
        Lab lab = Lab.up(Path.of("lab.json"));
        Carrier alpha = lab.plan().findCarrier("alpha").orElseThrow();
        try (AgentBench bench = new AgentBench(lab.plan(), alpha, Optional.empty())) {
            passes(bench);
        } finally {
            Lab.down();
        }
    }

    /** A kernel lets itself be silent, refuse, lie and talk garbage like any other provider: nothing may be left out. */
    static void passes(AgentBench bench) {
        Report report = new ConformanceSuite(Target.of(bench.channel(), "alpha", List.of("a1-a2", "a2-a3"), 10_000_000)
                        .waiting(Duration.ofSeconds(15), Duration.ofSeconds(10))
                        .between(Ends.at("port-ce1", 0, "a3-b1", 0))
                        .handedOver(Ends.at("port-ce1", 0, "a3-b1", 4000)))
                .run(_ -> {});
        System.out.print(report.table());
        assertThat(report.names(Finding.Result.FAIL)).as(report.table()).isEmpty();
        assertThat(report.names(Finding.Result.SKIPPED)).as(report.table()).isEmpty();
        assertThat(report.names(Finding.Result.PASS)).as(report.table()).hasSize(CHECKS);
    }
}
