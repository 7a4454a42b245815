package dev.braid.netconf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.adapter.conformance.AdapterChannel;
import dev.braid.adapter.conformance.ConformanceSuite;
import dev.braid.adapter.conformance.Finding.Result;
import dev.braid.adapter.conformance.Report;
import dev.braid.adapter.conformance.Target;
import dev.braid.adapter.server.AdapterServer;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The suite that every adapter must pass, on devices that nobody here wrote, with faults between them and us. */
@ExtendWith(TestTool.Shared.class)
class ConformanceTest {
    @TempDir
    private Path folder;

    @Test
    void theAdapterKeepsThePromisesOfTheContract(TestTool tool) throws Exception {
        try (Bench bench = new Bench(tool, folder);
                AdapterServer server = AdapterServer.serving(bench.restart())
                        .remembering(folder.resolve("terms.journal"))
                        .withBench(bench)
                        .version("of this build")
                        .listen("127.0.0.1", 0)) {
            ManagedChannel channel =
                    AdapterChannel.open("127.0.0.1", server.port(), Optional.empty(), Optional.empty());
            try {
                Report report = new ConformanceSuite(Target.of(channel, Carrier.PROVIDER, Carrier.LINKS, Carrier.BPS))
                        .run(_ -> {});

                assertThat(report.names(Result.FAIL)).as(report.table()).isEmpty();
                assertThat(report.passed()).as(report.table()).isTrue();
                assertThat(report.names(Result.SKIPPED)).as(report.table()).containsExactly("watch");
            } finally {
                channel.shutdownNow();
            }
        }
    }
}
