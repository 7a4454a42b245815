package dev.braid.lab;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.adapter.conformance.ConformanceSuite;
import dev.braid.adapter.conformance.Ends;
import dev.braid.adapter.conformance.Finding;
import dev.braid.adapter.conformance.Report;
import dev.braid.adapter.conformance.Target;
import dev.braid.lab.build.Lab;
import dev.braid.lab.kernel.Delivery;
import dev.braid.lab.kernel.DirectDelivery;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabPlan;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NeedsRoot.class)
class ConformanceTest {
    /** A kernel does not misbehave; all else that the contract knows the agents claim, and are asked for. */
    private static final Map<String, List<String>> SKIPPED = Map.of(
            "the bench cannot arrange SILENT_BEFORE for this provider",
                    List.of("silent-before", "silent-activate", "silent-modify", "silent-release"),
            "the bench cannot arrange SILENT_AFTER for this provider", List.of("silent-after"),
            "the bench cannot arrange REFUSES for this provider",
                    List.of("refusal", "activate-refused", "modify-refused", "release-refused"),
            "the bench cannot arrange GARBAGE for this provider", List.of("garbage", "garbage-read", "garbage-list"),
            "the bench cannot arrange LIES for this provider", List.of("lie"));

    @Test
    void theAgentKeepsThePromisesOfTheContract() throws Exception {
        Lab lab = Lab.up(Path.of("lab.json"));
        Carrier alpha = lab.plan().findCarrier("alpha").orElseThrow();
        try {
            passes(lab.plan(), alpha, (_, kernel) -> new DirectDelivery(kernel));
        } finally {
            Lab.down();
        }
    }

    static void passes(LabPlan plan, Carrier alpha, Delivery.Maker delivery) throws Exception {
        try (AgentBench bench = new AgentBench(plan, alpha, delivery)) {
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", bench.port())
                    .usePlaintext()
                    .build();
            try (Caller caller = new Caller("alpha", bench.port())) {
                RunningLab.untilReadBack(caller);
            }
            Report report = new ConformanceSuite(Target.of(channel, "alpha", List.of("a1-a2", "a2-a3"), 10_000_000)
                            .waiting(Duration.ofSeconds(5), Duration.ofSeconds(5))
                            .handedOver(Ends.at("port-ce1", 0, "a3-b1", 4000)))
                    .run(_ -> {});
            channel.shutdownNow();
            System.out.print(report.table());
            assertThat(report.names(Finding.Result.FAIL)).as(report.table()).isEmpty();
            assertThat(skipped(report)).as(report.table()).isEqualTo(SKIPPED);
        }
    }

    /** The checks that were left out, by why. */
    private static Map<String, List<String>> skipped(Report report) {
        return report.findings().stream()
                .filter(finding -> finding.result() == Finding.Result.SKIPPED)
                .collect(groupingBy(Finding::seen, mapping(Finding::check, toList())));
    }
}
