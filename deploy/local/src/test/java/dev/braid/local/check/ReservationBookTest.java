package dev.braid.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.path.v1.Booking;
import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.path.v1.ProtectionPath;
import dev.braid.api.topology.v1.LinkState;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReservationBookTest {
    private final PathRecord moving = PathRecord.newBuilder()
            .setPlan(plan(3, "a-b", "b-c"))
            .addHeldPlans(plan(5, "a-b"))
            .build();
    private final PathRecord resting =
            PathRecord.newBuilder().setPlan(plan(2, "b-c")).build();

    @Test
    void aLinkThatSeveralPlansOfAConnectionShareCountsOnceAtTheLargest() {
        assertThat(ReservationBook.check(
                        List.of(moving, resting),
                        List.of(
                                link("a-b", 5),
                                link("a-b-back", 5),
                                link("b-c", 5),
                                link("b-c-back", 5),
                                link("x", 0))))
                .isEmpty();
    }

    @Test
    void bothPathsOfAPlanAreHeldAndWhatIsBookedForLaterIsNot() {
        PathPlan guarded = plan(3, "a-b").toBuilder()
                .setProtection(ProtectionPath.newBuilder()
                        .addAllHops(plan(3, "a-b", "a-c").getHopsList()))
                .build();
        List<PathRecord> paths = List.of(
                PathRecord.newBuilder().setPlan(guarded).build(),
                PathRecord.newBuilder()
                        .setBooking(Booking.newBuilder().setPlan(plan(7, "a-c")))
                        .build());
        assertThat(ReservationBook.check(
                        paths, List.of(link("a-b", 3), link("a-b-back", 3), link("a-c", 3), link("a-c-back", 3))))
                .isEmpty();
        assertThat(ReservationBook.check(
                        paths, List.of(link("a-b", 3), link("a-b-back", 3), link("a-c", 0), link("a-c-back", 3))))
                .hasSize(1);
    }

    @Test
    void whatIsHeldWithoutAPlanIsSeen() {
        assertThat(ReservationBook.check(List.of(), List.of(link("a-b", 1)))).hasSize(1);
    }

    @Test
    void moreThanTheCapacityIsSeen() {
        PathRecord big = PathRecord.newBuilder().setPlan(plan(11, "a-b")).build();

        assertThat(ReservationBook.check(List.of(big), List.of(link("a-b", 11), link("a-b-back", 11))))
                .extracting(Violation::invariant)
                .containsExactly("reservations fit the capacity", "reservations fit the capacity");
    }

    @Test
    void aPlanOverALinkThatIsNotThereIsSeen() {
        PathRecord path = PathRecord.newBuilder().setPlan(plan(5, "a-b")).build();

        assertThat(ReservationBook.check(List.of(path), List.of(link("a-b", 5))))
                .extracting(Violation::toString)
                .singleElement()
                .asString()
                .contains("a-b-back");
    }

    private static PathPlan plan(long bandwidthBps, String... links) {
        PathPlan.Builder plan = PathPlan.newBuilder().setBandwidthBps(bandwidthBps);
        for (String link : links) {
            plan.addHops(Hop.newBuilder().setLinkId(link).setReverseLinkId(link + "-back"));
        }
        return plan.build();
    }

    private static LinkState link(String id, long reservedBps) {
        return LinkState.newBuilder()
                .setLinkId(id)
                .setCapacityBps(10)
                .setReservedBps(reservedBps)
                .build();
    }
}
