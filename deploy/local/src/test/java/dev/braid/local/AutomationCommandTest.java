package dev.braid.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.braid.api.path.v1.ApproveReleaseRequest;
import dev.braid.api.path.v1.ApproveReleaseResponse;
import dev.braid.api.path.v1.Automation;
import dev.braid.api.path.v1.AutomationMode;
import dev.braid.api.path.v1.AutomationRequest;
import dev.braid.api.path.v1.AutomationServiceGrpc;
import dev.braid.api.path.v1.GetAutomationRequest;
import dev.braid.api.path.v1.GetAutomationResponse;
import dev.braid.api.path.v1.ReleaseWish;
import dev.braid.api.path.v1.RequestReleaseRequest;
import dev.braid.api.path.v1.RequestReleaseResponse;
import dev.braid.api.path.v1.SetModeRequest;
import dev.braid.api.path.v1.SetModeResponse;
import dev.braid.api.path.v1.StopAutomationRequest;
import dev.braid.api.path.v1.StopAutomationResponse;
import dev.braid.api.path.v1.TenantMode;
import dev.braid.embedded.FreePort;
import dev.braid.local.installation.Certificates;
import io.grpc.Server;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AutomationCommandTest {
    private static final Automation STATE = Automation.newBuilder()
            .setStopped(true)
            .setStopSummary("All automatic moves were stopped at noon by ann@local: storm")
            .setMode(AutomationMode.AUTOMATION_MODE_AUTOMATIC)
            .addTenantModes(TenantMode.newBuilder().setTenantId("acme").setMode(AutomationMode.AUTOMATION_MODE_OBSERVE))
            .setPending(AutomationRequest.newBuilder()
                    .setRequestId("r-1")
                    .setRequestedBy("ann@local")
                    .setReason("over")
                    .setRelease(ReleaseWish.getDefaultInstance()))
            .build();

    @TempDir
    private Path folder;

    private Path file;

    private record Run(int code, String out, String err) {}

    /** No other installation is looked at, and none is made. */
    @BeforeEach
    void standAlone() {
        System.setProperty("braid.repository", folder.toString());
        file = folder.resolve(".braid").resolve("automation-stopped");
    }

    @AfterEach
    void standAsBefore() {
        System.clearProperty("braid.repository");
    }

    @Test
    void aLocalStopNeedsNoServiceAndSaysWhoAndWhy() throws IOException {
        Run run = run("stop", "--local", "--as", "ann", "--reason", "fire in the machine room");

        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out).contains(file.toString());
        assertThat(Files.readString(file)).startsWith("ann, ").endsWith(": fire in the machine room\n");
    }

    @Test
    void aReasonIsOneLineAndMustBeGiven() {
        assertThat(run("stop", "--local", "--reason", "two\nlines").err).contains("must be one line");
        assertThat(run("stop", "--local", "--reason", " ").code).isNotZero();
        assertThat(run("stop", "--local").code).isEqualTo(2);
        assertThat(run("stop").code).isEqualTo(2);
        assertThat(file).doesNotExist();
    }

    @Test
    void nothingIsReleasedWhileTheFileIsThere() {
        run("stop", "--local", "--reason", "fire");

        Run run = run("release", "--reason", "over");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.err).contains("remove it with --local");
        assertThat(file).exists();
    }

    @Test
    void whereNoServiceAnswersItSaysSo() throws IOException {
        Files.createDirectories(folder.resolve(".braid"));
        Files.writeString(
                folder.resolve(".braid").resolve("settings.properties"),
                "port.path-computation-service.grpc=%d\n".formatted(FreePort.find()));

        Run run = run("stop", "--reason", "storm");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.err).containsAnyOf("UNAVAILABLE", "DEADLINE_EXCEEDED");
    }

    @Test
    void theServiceIsAskedAndItsAnswerIsShown() throws IOException {
        List<Message> asked = Collections.synchronizedList(new ArrayList<>());
        Server server = server(new Recorder(asked));
        try {
            Run status = run("status");
            assertThat(status.code).as(status.err).isZero();
            assertThat(status.out)
                    .contains("All automatic moves were stopped at noon by ann@local: storm")
                    .contains("mode of all: automatic")
                    .contains("mode of acme: observe")
                    .contains("the end of the stop, asked for by ann@local: over")
                    .contains("./braid automation approve r-1");

            assertThat(run("stop", "--reason", "storm").code).isZero();
            run("stop", "--local", "--reason", "fire");
            assertThat(run("release", "--local", "--reason", "over").code).isZero();
            assertThat(file).doesNotExist();
            assertThat(run("approve", "r-1", "--as", "bob").code).isZero();
            assertThat(run("mode", "observe", "--tenant", "acme", "--reason", "trial").code)
                    .isZero();
            assertThat(run("mode", "sometimes", "--reason", "trial").code).isEqualTo(2);
        } finally {
            server.shutdownNow();
        }
        assertThat(asked)
                .isEqualTo(List.of(
                        GetAutomationRequest.getDefaultInstance(),
                        StopAutomationRequest.newBuilder().setReason("storm").build(),
                        RequestReleaseRequest.newBuilder().setReason("over").build(),
                        ApproveReleaseRequest.newBuilder().setRequestId("r-1").build(),
                        SetModeRequest.newBuilder()
                                .setTenantId("acme")
                                .setMode(AutomationMode.AUTOMATION_MODE_OBSERVE)
                                .setReason("trial")
                                .build()));
    }

    private Server server(Recorder service) throws IOException {
        Path home = folder.resolve(".braid");
        Files.createDirectories(home);
        Certificates certificates = Certificates.in(home.resolve("certificates"));
        Server server = NettyServerBuilder.forAddress(
                        new InetSocketAddress("127.0.0.1", 0),
                        TlsServerCredentials.create(
                                certificates.certificate().toFile(),
                                certificates.key().toFile()))
                .addService(service)
                .build()
                .start();
        Files.writeString(
                home.resolve("settings.properties"),
                "port.path-computation-service.grpc=%d\n".formatted(server.getPort()));
        return server;
    }

    private static Run run(String... options) {
        List<String> arguments = new ArrayList<>(List.of("automation"));
        arguments.addAll(List.of(options));
        StringWriter err = new StringWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream standard = System.out;
        CommandLine braid = Braid.commandLine();
        braid.setErr(new PrintWriter(err, true));
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            int code = braid.execute(arguments.toArray(String[]::new));
            return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(standard);
        }
    }

    /** Remembers what it was asked. */
    private static final class Recorder extends AutomationServiceGrpc.AutomationServiceImplBase {
        private final List<Message> asked;

        private Recorder(List<Message> asked) {
            this.asked = asked;
        }

        @Override
        public void getAutomation(GetAutomationRequest request, StreamObserver<GetAutomationResponse> answer) {
            tell(
                    request,
                    answer,
                    GetAutomationResponse.newBuilder().setAutomation(STATE).build());
        }

        @Override
        public void stopAutomation(StopAutomationRequest request, StreamObserver<StopAutomationResponse> answer) {
            tell(
                    request,
                    answer,
                    StopAutomationResponse.newBuilder().setAutomation(STATE).build());
        }

        @Override
        public void requestRelease(RequestReleaseRequest request, StreamObserver<RequestReleaseResponse> answer) {
            tell(
                    request,
                    answer,
                    RequestReleaseResponse.newBuilder().setAutomation(STATE).build());
        }

        @Override
        public void approveRelease(ApproveReleaseRequest request, StreamObserver<ApproveReleaseResponse> answer) {
            tell(
                    request,
                    answer,
                    ApproveReleaseResponse.newBuilder().setAutomation(STATE).build());
        }

        @Override
        public void setMode(SetModeRequest request, StreamObserver<SetModeResponse> answer) {
            tell(
                    request,
                    answer,
                    SetModeResponse.newBuilder().setAutomation(STATE).build());
        }

        private <M> void tell(Message request, StreamObserver<M> observer, M answer) {
            asked.add(request);
            observer.onNext(answer);
            observer.onCompleted();
        }
    }
}
