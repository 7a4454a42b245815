package dev.braid.pcep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.adapter.conformance.ConformanceSuite;
import dev.braid.adapter.conformance.Finding;
import dev.braid.adapter.conformance.Report;
import dev.braid.adapter.conformance.Target;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NeedsFrr.class)
class FrrConformanceTest {
    @TempDir
    Path folder;

    @Test
    void keepsThePromisesOfTheContractWithRoutersOfFrr() throws Exception {
        try (FrrBench bench = new FrrBench(folder)) {
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", bench.port())
                    .usePlaintext()
                    .build();
            Report report = new ConformanceSuite(Target.of(channel, "core", List.of("a1-b1", "b1-c1"), 10_000_000)
                            .waiting(Duration.ofSeconds(15), Duration.ofSeconds(10)))
                    .run(_ -> {});
            channel.shutdownNow();
            System.out.print(report.table());
            assertThat(report.names(Finding.Result.FAIL)).isEmpty();
            assertThat(report.passed()).as(report.table()).isTrue();
            // Nothing is handed over by number; everything else is tried.
            assertThat(report.names(Finding.Result.SKIPPED))
                    .containsExactly(
                            "hand-over",
                            "hand-over-chosen",
                            "hand-over-conflict",
                            "hand-over-shared",
                            "hand-over-unknown");
            assertThat(bench.routers().policies("a1")).isEmpty();
            assertThat(bench.routers().policies("c1")).isEmpty();
        }
    }
}
