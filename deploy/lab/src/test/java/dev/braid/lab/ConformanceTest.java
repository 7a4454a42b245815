package dev.braid.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.adapter.conformance.ConformanceSuite;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NeedsRoot.class)
class ConformanceTest {
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
                            .waiting(Duration.ofSeconds(5), Duration.ofSeconds(5)))
                    .run(_ -> {});
            channel.shutdownNow();
            System.out.print(report.table());
            assertThat(report.names(Finding.Result.FAIL)).isEmpty();
            assertThat(report.count(Finding.Result.PASS)).isGreaterThan(20);
        }
    }
}
