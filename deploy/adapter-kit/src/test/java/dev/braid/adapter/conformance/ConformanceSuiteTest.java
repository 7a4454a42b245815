package dev.braid.adapter.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.adapter.conformance.Finding.Result;
import dev.braid.adapter.server.AdapterBench;
import dev.braid.adapter.server.AdapterServer;
import dev.braid.adapter.server.CarrierAdapter;
import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.OutageClass;
import dev.braid.api.adapter.v1.ProviderFault;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The oracle of the suite: a good adapter passes, and each broken one fails exactly where it is broken. */
class ConformanceSuiteTest {
    private static final Capabilities ALL = Capabilities.newBuilder()
            .setQualifies(true)
            .setModifyOutage(OutageClass.OUTAGE_CLASS_HITLESS)
            .setWatches(true)
            .setHandsOver(true)
            .build();

    @TempDir
    private Path folder;

    private final ModelProvider provider = new ModelProvider();

    @Test
    void aGoodAdapterPassesEveryCheck() throws IOException {
        Report report = verify(Defect.NONE, ALL, 0, true);

        assertThat(report.names(Result.FAIL)).as(report.table()).isEmpty();
        assertThat(report.passed()).as(report.table()).isTrue();
        assertThat(report.names(Result.SKIPPED)).isEmpty();
        assertThat(report.findings()).hasSizeGreaterThan(40);
        assertThat(provider.books()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aBrokenAdapterFailsExactlyTheChecksOfItsDefect(Defect defect) throws IOException {
        Report report = verify(defect, ALL, 0, true);

        assertThat(new TreeSet<>(report.names(Result.FAIL))).as(report.table()).isEqualTo(new TreeSet<>(defect.red()));
        assertThat(provider.books()).as("what the suite leaves behind").isEmpty();
    }

    @Test
    void whoWaitsForPeopleIsWaitedFor() throws IOException {
        Report report =
                verify(Defect.NONE, ALL.toBuilder().setWaitsForPeople(true).build(), 1, true);

        assertThat(report.names(Result.FAIL)).as(report.table()).isEmpty();
    }

    @Test
    void ofWhoWaitsLongerThanWeDoNothingIsSaid() throws IOException {
        patience = Duration.ofMillis(100);
        Report report =
                verify(Defect.NONE, ALL.toBuilder().setWaitsForPeople(true).build(), Integer.MAX_VALUE, false);

        assertThat(report.names(Result.WAITING)).as(report.table()).contains("reserve", "activate", "modify");
        assertThat(report.passed()).isFalse();
        assertThat(report.table()).contains("not finished, as orders still wait for somebody.");
    }

    @Test
    void whoWaitsForPeopleAndDoesNotSaySoBeforehandFails() throws IOException {
        Report report = verify(Defect.NONE, ALL, 1, true);

        assertThat(report.names(Result.FAIL)).as(report.table()).containsExactly("reserve");
    }

    /** Without a bench: what its people do with commands that nobody answered is another question. */
    @Test
    void changesThatWaitForPeopleAreWaitedForAndTheirNoIsHeard() throws IOException {
        Report report = verify(patient(PATIENT, false));

        assertThat(report.names(Result.FAIL)).as(report.table()).isEmpty();
        assertThat(report.names(Result.PASS)).as(report.table()).contains("modify", "modify-whole");
    }

    @Test
    void whoForgetsTheNoToAChangeFails() throws IOException {
        Report report = verify(patient(PATIENT, true));

        assertThat(report.names(Result.FAIL)).as(report.table()).containsExactly("modify-whole");
    }

    @Test
    void whoseChangesWaitAndWhoDoesNotSaySoBeforehandFails() throws IOException {
        Report report = verify(
                patient(ALL.toBuilder().setWatches(false).setQualifies(false).build(), false));

        assertThat(report.names(Result.FAIL)).as(report.table()).containsExactly("modify", "modify-whole");
    }

    private Duration patience = Duration.ofSeconds(10);
    private static final Capabilities PATIENT = ALL.toBuilder()
            .setWaitsForPeople(true)
            .setWatches(false)
            .setQualifies(false)
            .build();

    private CarrierAdapter patient(Capabilities capabilities, boolean forgetful) {
        return new PatientAdapter(new ModelAdapter(provider, Defect.NONE, capabilities, 0), forgetful);
    }

    private Report verify(CarrierAdapter adapter) throws IOException {
        try (AdapterServer server = AdapterServer.serving(adapter)
                .remembering(folder.resolve("terms.journal"))
                .listen("127.0.0.1", 0)) {
            ManagedChannel channel = open(server);
            try {
                Target target = Target.of(channel, ModelAdapter.PROVIDER, List.of("ab", "bc"), 1_000_000)
                        .waiting(Duration.ofSeconds(10), patience);
                return new ConformanceSuite(target).run(_ -> {});
            } finally {
                channel.shutdownNow();
            }
        }
    }

    @Test
    void whatAnAdapterDoesNotClaimIsNotAskedOfIt() throws IOException {
        Report report = verify(Defect.NONE, Capabilities.getDefaultInstance(), 0, true);

        assertThat(report.names(Result.FAIL)).as(report.table()).isEmpty();
        assertThat(report.names(Result.SKIPPED))
                .containsExactly(
                        "modify-whole",
                        "watch",
                        "hand-over",
                        "hand-over-chosen",
                        "hand-over-conflict",
                        "hand-over-shared",
                        "hand-over-unknown",
                        "silent-modify",
                        "modify-refused");
    }

    @Test
    void withoutABenchTheFaultsAreLeftOutAndTheReportSaysSo() throws IOException {
        Report report = verify(Defect.NONE, ALL, 0, false);

        assertThat(report.passed()).as(report.table()).isTrue();
        assertThat(report.names(Result.SKIPPED))
                .containsExactlyElementsOf(Stream.of(SilenceChecks.all(), RefusalChecks.all(), FaultChecks.all())
                        .flatMap(List::stream)
                        .map(Check::name)
                        .toList());
        assertThat(report.table()).contains("the adapter offers no AdapterBenchService", "offers no bench");
    }

    @Test
    void theReportSaysWhatWasExpectedAndSeen() throws IOException {
        assertThat(verify(Defect.LISTS_NOTHING_ON_ERROR, ALL, 0, true).table())
                .containsPattern("garbage-list +FAIL")
                .contains("expected: ListOrders: a status that says that nobody knows")
                .contains("seen:     OK, 0 orders")
                .contains(" 1 failed, 0 skipped.");
        assertThat(verify(Defect.TAKES_A_NO_FOR_RELEASED, ALL, 0, true).table())
                .containsPattern("release-refused +FAIL")
                .contains("expected: ReleaseLeg: not released, for 1000000 bit/s are held")
                .containsPattern("seen: +ReleaseLeg: OK, order 'braid-verify");
    }

    @Test
    void aProviderThatTheAdapterDoesNotServeIsToldBeforeAnythingIsTried() throws IOException {
        try (AdapterServer server = AdapterServer.serving(new ModelAdapter(provider, Defect.NONE, ALL, 0))
                .listen("127.0.0.1", 0)) {
            ManagedChannel channel = open(server);
            try {
                Target target = Target.of(channel, "nobody", List.of("ab"), 1);
                assertThatThrownBy(() -> new ConformanceSuite(target).run(_ -> {}))
                        .hasMessage("The adapter speaks for [model], not for 'nobody'.");
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private Report verify(Defect defect, Capabilities capabilities, int slowReads, boolean bench) throws IOException {
        Path journal = folder.resolve("terms.journal");
        AdapterServer.Builder builder = AdapterServer.serving(adapter(defect, capabilities, slowReads))
                .remembering(journal)
                .version("1");
        if (bench) {
            builder.withBench(bench(defect, capabilities, slowReads, journal));
        }
        try (AdapterServer server = builder.listen("127.0.0.1", 0)) {
            ManagedChannel channel = open(server);
            try {
                Target target = Target.of(
                                ClientInterceptors.intercept(channel, new WireDefects(defect)),
                                ModelAdapter.PROVIDER,
                                List.of("ab", "bc"),
                                1_000_000)
                        .waiting(Duration.ofSeconds(10), patience);
                return new ConformanceSuite(target).run(_ -> {});
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private CarrierAdapter adapter(Defect defect, Capabilities capabilities, int slowReads) {
        ModelAdapter model = new ModelAdapter(provider, defect, capabilities, slowReads);
        return new HandOffDefects(new ReplyDefects(model, provider, defect), defect);
    }

    private AdapterBench bench(Defect defect, Capabilities capabilities, int slowReads, Path journal) {
        return new AdapterBench() {
            @Override
            public boolean arrange(String providerId, ProviderFault fault, int callCount) {
                provider.misbehave(fault, callCount);
                return true;
            }

            @Override
            public CarrierAdapter restart() throws IOException {
                if (defect == Defect.FORGETS_TERMS_AT_RESTART) {
                    Files.delete(journal);
                }
                return adapter(defect, capabilities, slowReads);
            }

            @Override
            public Map<String, Long> inspect(String providerId) {
                return provider.books();
            }
        };
    }

    private static ManagedChannel open(AdapterServer server) {
        return Grpc.newChannelBuilderForAddress("127.0.0.1", server.port(), InsecureChannelCredentials.create())
                .build();
    }
}
