package dev.braid.path.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.braid.api.path.v1.Binding;
import dev.braid.api.path.v1.FindWindowRequest;
import dev.braid.api.path.v1.FindWindowResponse;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.path.v1.PlanTransferRequest;
import dev.braid.api.path.v1.PlanTransferResponse;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.path.contract.DemandProto;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.scenario.Scenario;
import dev.braid.platform.proto.Times;
import io.grpc.Status.Code;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(GrpcPort.class)
class TimeServiceTest extends EuropeServed {
    private static final Instant SOON = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    private static final Demand NEARLY_ALL = Scenario.within(3_600, Scenario.demand("gb-lon", "nl-ams", 9));

    private static void bookTheNorth() {
        request("acme", "booked", Scenario.during(SOON, SOON.plus(2, ChronoUnit.HOURS), NEARLY_ALL));
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> paths("acme")
                                .listPaths(dev.braid.api.path.v1.ListPathsRequest.newBuilder()
                                        .setIntentKey("acme.booked")
                                        .build())
                                .getPathsCount()
                        == 1);
    }

    @Test
    void theEarliestWindowIsFoundBehindWhatIsBooked() {
        bookTheNorth();
        PathRecord booked = paths("acme").getPath(path("acme.booked.1")).getPath();
        assertThat(booked.getPhase()).isEqualTo(PathPhase.PATH_PHASE_SCHEDULED);
        assertThat(Times.instant(booked.getBooking().getNext().getStartTime())).isEqualTo(SOON);

        FindWindowResponse found =
                paths("acme").findWindow(window(NEARLY_ALL, 7_200).build());
        assertThat(Times.instant(found.getWindow().getStartTime())).isEqualTo(SOON.plus(2, ChronoUnit.HOURS));
        assertThat(found.getPath().getPlan().getOccurrence()).isEqualTo(found.getWindow());
        FindWindowResponse none = paths("globex")
                .findWindow(window(NEARLY_ALL, 7_200)
                        .setLatestStartTime(Times.timestamp(SOON.plus(1, ChronoUnit.HOURS)))
                        .build());
        assertThat(none.hasWindow()).isFalse();
        assertThat(none.getPath().hasRejection()).isTrue();
    }

    @Test
    void aTransferIsPlannedUnderItsPriceOrRejectedWithTheCheapest() {
        PlanTransferRequest.Builder asked = transfer(Scenario.demand("gb-lon", "fr-par", 1), 3_600_000_000L);
        PlanTransferResponse planned = paths("acme").planTransfer(asked.build());
        assertThat(planned.getTransfer().getBandwidthBps()).isEqualTo(1_000_000_000);
        assertThat(planned.getTransfer().getWindow().getEndTime().getSeconds()
                        - planned.getTransfer().getWindow().getStartTime().getSeconds())
                .isEqualTo(29);
        assertThat(planned.getTransfer().getPriceMicros()).isPositive();
        assertThat(paths("acme")
                        .planTransfer(asked.setMaxPriceMicros(0).build())
                        .getRejection()
                        .getBinding())
                .isEqualTo(Binding.BINDING_PRICE);
    }

    @Test
    void aTransferInLessThanASecondIsRejectedByItsWindow() {
        Timestamp start = Times.timestamp(SOON.minusMillis(999));
        PlanTransferRequest asked =
                transfer(NEARLY_ALL, 1).setEarliestStartTime(start).build();
        assertThat(paths("acme").planTransfer(asked).getRejection().getBinding())
                .isEqualTo(Binding.BINDING_WINDOW);
    }

    @Test
    void absurdTimesAreInvalid() {
        FindWindowRequest.Builder window = window(NEARLY_ALL, 60);
        Timestamp past = Times.timestamp(Instant.parse("2020-01-01T00:00:00Z"));
        Timestamp never = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();
        Timestamp far = Times.timestamp(Instant.parse("9000-01-01T00:00:00Z"));
        for (FindWindowRequest.Builder bad : List.of(
                window.clone().clearDemand(),
                window.clone().clearDuration(),
                window.clone().setDuration(Duration.newBuilder().setSeconds(59)),
                window.clone().setDuration(Duration.newBuilder().setSeconds(31_622_401)),
                window.clone().clearLatestStartTime(),
                window.clone().setLatestStartTime(past),
                window.clone().setEarliestStartTime(never),
                window.clone().setLatestStartTime(far),
                window.clone().setEarliestStartTime(far))) {
            assertFails(Code.INVALID_ARGUMENT, () -> paths("acme").findWindow(bad.build()));
        }
        PlanTransferRequest.Builder transfer = transfer(NEARLY_ALL, 1_000);
        for (PlanTransferRequest.Builder bad : List.of(
                transfer.clone().clearDemand(),
                transfer.clone().clearVolumeBytes(),
                transfer.clone().setVolumeBytes(-1),
                transfer.clone().setVolumeBytes(Long.MAX_VALUE),
                transfer.clone().clearDeadlineTime(),
                transfer.clone().setDeadlineTime(past),
                transfer.clone().setDeadlineTime(far),
                transfer.clone().setMaxPriceMicros(-1),
                transfer.clone()
                        .setDemand(transfer.getDemand().toBuilder()
                                .setObjectives(transfer.getDemand().getObjectives().toBuilder()
                                        .setMaxPriceMicrosPerHour(5))))) {
            assertFails(Code.INVALID_ARGUMENT, () -> paths("acme").planTransfer(bad.build()));
        }
        assertFails(Code.UNAUTHENTICATED, () -> anonymousPaths().findWindow(window.build()));
        assertFails(Code.UNAUTHENTICATED, () -> anonymousPaths().planTransfer(transfer.build()));
    }

    private static FindWindowRequest.Builder window(Demand demand, long seconds) {
        return FindWindowRequest.newBuilder()
                .setDemand(DemandProto.message(demand))
                .setDuration(Duration.newBuilder().setSeconds(seconds))
                .setLatestStartTime(Times.timestamp(SOON.plus(1, ChronoUnit.DAYS)));
    }

    private static PlanTransferRequest.Builder transfer(Demand demand, long volumeBytes) {
        return PlanTransferRequest.newBuilder()
                .setDemand(DemandProto.message(demand))
                .setVolumeBytes(volumeBytes)
                .setDeadlineTime(Times.timestamp(SOON));
    }
}
