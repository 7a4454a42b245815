package dev.braid.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.braid.api.path.v1.ApprovalOutcome;
import dev.braid.api.path.v1.ApproveRecommendationRequest;
import dev.braid.api.path.v1.ApproveRecommendationResponse;
import dev.braid.api.path.v1.ApprovedMove;
import dev.braid.api.path.v1.AutomationServiceGrpc;
import dev.braid.api.path.v1.DecidedPath;
import dev.braid.api.path.v1.DeclineRecommendationRequest;
import dev.braid.api.path.v1.DeclineRecommendationResponse;
import dev.braid.api.path.v1.DeclinedMove;
import dev.braid.api.path.v1.ListRecommendationsRequest;
import dev.braid.api.path.v1.ListRecommendationsResponse;
import dev.braid.api.path.v1.ListWaitingMovesRequest;
import dev.braid.api.path.v1.ListWaitingMovesResponse;
import dev.braid.api.path.v1.MoveWord;
import dev.braid.api.path.v1.Recommendation;
import dev.braid.api.path.v1.WaitingMove;
import dev.braid.api.telemetry.v1.Breach;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.Promise;
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

class RecommendationCommandTest {
    private static final String ID = "acme.web.1/3/0123456789abcdef";
    private static final Timestamp NOON =
            Timestamp.newBuilder().setSeconds(1_772_366_400).build();

    @TempDir
    private Path folder;

    private final List<Message> asked = Collections.synchronizedList(new ArrayList<>());
    private Server server;

    private record Run(int code, String out, String err) {}

    @BeforeEach
    void aServiceAnswers() throws IOException {
        System.setProperty("braid.repository", folder.toString());
        Path home = folder.resolve(".braid");
        Files.createDirectories(home);
        Certificates certificates = Certificates.in(home.resolve("certificates"));
        server = NettyServerBuilder.forAddress(
                        new InetSocketAddress("127.0.0.1", 0),
                        TlsServerCredentials.create(
                                certificates.certificate().toFile(),
                                certificates.key().toFile()))
                .addService(new Recorder(asked))
                .build()
                .start();
        Files.writeString(
                home.resolve("settings.properties"),
                "port.path-computation-service.grpc=%d\n".formatted(server.getPort()));
    }

    @AfterEach
    void end() {
        server.shutdownNow();
        System.clearProperty("braid.repository");
    }

    @Test
    void allPagesAreListedWithTheirFiguresAndHowToApproveThem() {
        Run run = run("recommendations", "--tenant", "acme");

        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out)
                .contains("2 moves are recommended, the most important first")
                .contains("acme.web.1 of acme: latency 33.0 ms measured, 10.0 ms promised")
                .contains("  price     1.50 USD an hour more")
                .contains("  why       Moved because 33.0 ms were measured.")
                .contains("  made      2026-03-01T12:00:00Z, counts until 2026-03-01T12:00:00Z or the next judgement")
                .contains("  then      ./braid approve " + ID)
                .contains("  said      ann@local declined it until 2026-03-01T12:00:00Z: not tonight");
        assertThat(asked)
                .isEqualTo(List.of(
                        ListRecommendationsRequest.newBuilder()
                                .setTenantId("acme")
                                .build(),
                        ListRecommendationsRequest.newBuilder()
                                .setTenantId("acme")
                                .setPageToken("more")
                                .build()));
    }

    @Test
    void whatIsSaidIsPassedOnAndWhatCameOfItIsShown() {
        Run approved = run("approve", ID, "--as", "ann");
        assertThat(approved.code).as(approved.err).isZero();
        assertThat(approved.out)
                .isEqualTo("ann@local approved it at 2026-03-01T12:00:00Z; stayed: It is judged MET.\n");
        Run declined = run("decline", ID, "--reason", "not tonight");
        assertThat(declined.out).contains("declined it until 2026-03-01T12:00:00Z: not tonight");
        assertThat(asked)
                .isEqualTo(List.of(
                        ApproveRecommendationRequest.newBuilder()
                                .setRecommendationId(ID)
                                .build(),
                        DeclineRecommendationRequest.newBuilder()
                                .setRecommendationId(ID)
                                .setReason("not tonight")
                                .build()));
    }

    @Test
    void whatWaitsIsListedInItsOrder() {
        assertThat(run("automation", "waiting", "--first", "2").out)
                .contains("   1. acme.web.1 of acme since 2026-03-01T12:00:00Z, budget: It waits.");
        assertThat(asked)
                .containsExactly(
                        ListWaitingMovesRequest.newBuilder().setPageSize(2).build());
    }

    @Test
    void whatIsWrongIsToldAndNotAsked() {
        assertThat(run("approve").code).isEqualTo(2);
        assertThat(run("decline", ID).code).isEqualTo(2);
        assertThat(run("automation", "waiting", "--first", "0").err).contains("--first 0 must be from 1 to 200.");
        assertThat(run("automation", "waiting", "--first", "201").code).isEqualTo(1);
        assertThat(asked).isEmpty();
    }

    private static Run run(String... arguments) {
        StringWriter err = new StringWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream standard = System.out;
        CommandLine braid = Braid.commandLine();
        braid.setErr(new PrintWriter(err, true));
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            int code = braid.execute(arguments);
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

        private static MoveWord.Builder word() {
            return MoveWord.newBuilder()
                    .setRecommendationId(ID)
                    .setSaidBy("ann@local")
                    .setSayTime(NOON)
                    .setExpireTime(NOON);
        }

        private static Recommendation.Builder recommendation() {
            return Recommendation.newBuilder()
                    .setRecommendationId(ID)
                    .setConnectionId("acme.web.1")
                    .setTenantId("acme")
                    .setJudgement(ConnectionHealth.newBuilder()
                            .addBreaches(Breach.newBuilder()
                                    .setPromise(Promise.PROMISE_LATENCY)
                                    .setMeasuredUs(33_000)
                                    .setBoundUs(10_000)))
                    .setProposed(DecidedPath.newBuilder()
                            .setCurrencyCode("USD")
                            .setSummary("Moved because 33.0 ms were measured."))
                    .setPriceChangeMicrosPerHour(1_500_000)
                    .setCreateTime(NOON)
                    .setExpireTime(NOON);
        }

        @Override
        public void listRecommendations(
                ListRecommendationsRequest request, StreamObserver<ListRecommendationsResponse> answer) {
            ListRecommendationsResponse.Builder page = ListRecommendationsResponse.newBuilder();
            if (request.getPageToken().isEmpty()) {
                page.addRecommendations(recommendation()).setNextPageToken("more");
            } else {
                page.addRecommendations(recommendation()
                        .setWord(word().setDeclined(DeclinedMove.newBuilder().setReason("not tonight"))));
            }
            tell(request, answer, page.build());
        }

        @Override
        public void approveRecommendation(
                ApproveRecommendationRequest request, StreamObserver<ApproveRecommendationResponse> answer) {
            ApprovedMove.Builder approved = ApprovedMove.newBuilder()
                    .setOutcome(ApprovalOutcome.newBuilder().setReason("It is judged MET."));
            tell(
                    request,
                    answer,
                    ApproveRecommendationResponse.newBuilder()
                            .setWord(word().setApproved(approved))
                            .build());
        }

        @Override
        public void declineRecommendation(
                DeclineRecommendationRequest request, StreamObserver<DeclineRecommendationResponse> answer) {
            tell(
                    request,
                    answer,
                    DeclineRecommendationResponse.newBuilder()
                            .setWord(
                                    word().setDeclined(DeclinedMove.newBuilder().setReason(request.getReason())))
                            .build());
        }

        @Override
        public void listWaitingMoves(ListWaitingMovesRequest request, StreamObserver<ListWaitingMovesResponse> answer) {
            tell(
                    request,
                    answer,
                    ListWaitingMovesResponse.newBuilder()
                            .addMoves(WaitingMove.newBuilder()
                                    .setPlace(1)
                                    .setConnectionId("acme.web.1")
                                    .setTenantId("acme")
                                    .setRail("budget")
                                    .setReason("It waits.")
                                    .setWaitTime(NOON))
                            .build());
        }

        private <M> void tell(Message request, StreamObserver<M> observer, M answer) {
            asked.add(request);
            observer.onNext(answer);
            observer.onCompleted();
        }
    }
}
