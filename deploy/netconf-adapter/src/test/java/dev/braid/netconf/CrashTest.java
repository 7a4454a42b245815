package dev.braid.netconf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.adapter.conformance.AdapterChannel;
import dev.braid.api.adapter.v1.GetOrderRequest;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.ProviderAdapterServiceGrpc;
import dev.braid.api.adapter.v1.ProviderAdapterServiceGrpc.ProviderAdapterServiceBlockingStub;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.netconf.device.Device;
import dev.braid.netconf.device.Endpoint;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The program, as it is started by hand, killed between edit and commit. */
@ExtendWith(TestTool.Shared.class)
class CrashTest {
    private static final int PATIENCE_S = 60;
    private static final String ORDER = "acme.crash";

    @TempDir
    private Path folder;

    @Test
    void whatWasEditedAndNotCommittedIsGoneAndTheSameCommandOrdersOnce(TestTool tool) throws Exception {
        try (Bench bench = new Bench(tool, folder)) {
            Path settings = settings(bench);
            CountDownLatch arrived = bench.doors().get(2).holdNext("commit");
            try (Program program = new Program(settings)) {
                CompletableFuture<Void> asked =
                        CompletableFuture.runAsync(() -> program.stub().reserveLeg(Orders.reserve(ORDER)));
                assertThat(arrived.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
                program.kill();
                assertThat(asked).failsWithin(Duration.ofSeconds(PATIENCE_S));
            }
            bench.doors().get(2).refuseHeld();

            // The first device had committed, the second only edited: half an order, and nobody knew.
            assertThat(bench.held(0)).hasSize(1);
            assertThat(bench.held(2)).isEmpty();
            try (Program program = new Program(settings)) {
                assertThat(program.stub()
                                .getOrder(GetOrderRequest.newBuilder()
                                        .setProviderId(Carrier.PROVIDER)
                                        .setReference(ORDER)
                                        .build())
                                .getOrder()
                                .getProviderState())
                        .isEqualTo("pe1: admin-pre-deployment; pe3: missing");
                assertThat(program.stub()
                                .reserveLeg(Orders.reserve(ORDER))
                                .getOrder()
                                .getStanding())
                        .isEqualTo(OrderStanding.ORDER_STANDING_HELD);
                for (int device : new int[] {0, 2}) {
                    assertThat(bench.held(device)).hasSize(1);
                }
                program.stub()
                        .releaseLeg(ReleaseLegRequest.newBuilder()
                                .setTerms(Orders.reserve(ORDER).getTerms())
                                .build());
            }
            for (Device device : bench.devices()) {
                assertThat(device.list()).isEmpty();
            }
        }
    }

    private Path settings(Bench bench) throws IOException {
        Files.writeString(folder.resolve("password"), TestTool.PASSWORD + "\n");
        StringBuilder devices = new StringBuilder();
        for (Endpoint endpoint : bench.endpoints()) {
            devices.append(devices.isEmpty() ? "" : ",").append("""
                    {"id": "%s", "host": "127.0.0.1", "port": %d, "user": "admin", "passwordFile": "password",
                     "hostKeys": ["%s"]}""".formatted(
                            endpoint.id(),
                            endpoint.port(),
                            PublicKeyEntry.toString(endpoint.hostKeys().getFirst())));
        }
        return Files.writeString(folder.resolve("settings.json"), """
                {
                  "listen": {"host": "127.0.0.1", "port": 0},
                  "journal": "terms.journal",
                  "provider": "gamma",
                  "devices": [%s],
                  "nodes": [{"id": "lon", "device": "pe1"}, {"id": "par", "device": "pe2"}, {"id": "fra", "device": "pe3"}],
                  "links": [
                    {"id": "lon-par", "from": "lon", "to": "par", "capacityBps": 100000000000},
                    {"id": "par-fra", "from": "par", "to": "fra", "capacityBps": 100000000000}
                  ],
                  "ports": [
                    {"interconnect": "ix-lon", "node": "lon", "interfaceId": "xe-0/0/1"},
                    {"interconnect": "ix-fra", "node": "fra", "interfaceId": "xe-0/0/3"}
                  ]
                }
                """.formatted(devices));
    }

    /** The adapter in a process of its own. */
    private static final class Program implements AutoCloseable {
        private final Process process;
        private final ManagedChannel channel;

        private Program(Path settings) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            NetconfAdapter.class.getName(),
                            settings.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String serving = process.inputReader().readLine();
            if (serving == null) {
                throw new IOException("The adapter did not start.");
            }
            int port = Integer.parseInt(serving.replaceAll(".* port (\\d+)\\.", "$1"));
            channel = AdapterChannel.open("127.0.0.1", port, Optional.empty(), Optional.empty());
        }

        ProviderAdapterServiceBlockingStub stub() throws StatusRuntimeException {
            return ProviderAdapterServiceGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE_S, TimeUnit.SECONDS);
        }

        /** As {@code kill -9} does. */
        void kill() {
            process.destroyForcibly().onExit().join();
        }

        @Override
        public void close() {
            channel.shutdownNow();
            kill();
        }
    }
}
