package dev.braid.intent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntentSpecTest {
    @Test
    void aWishForLivingPortsWithEnoughBandwidthAtOtherLocationsIsTaken() {
        assertThat(spec(Shape.FULL_MESH, 10, "a", "b", "c").objections(ports("a@x/10", "b@y/10", "c@z/99")))
                .isEmpty();
    }

    @Test
    void eachMissingPortIsNamedWithItsPlaceInTheWish() {
        assertThat(spec(Shape.FULL_MESH, 10, "a", "b", "c").objections(ports("b@y/10")))
                .extracting(Objection::field)
                .containsExactly("spec.port_ids[0]", "spec.port_ids[2]");
    }

    @Test
    void aPortThatIsTooNarrowIsNamedWithBothFigures() {
        assertThat(spec(Shape.POINT_TO_POINT, 11, "a", "b").objections(ports("a@x/10", "b@y/11")))
                .containsExactly(new Objection(
                        "spec.bandwidth_bps", "must be at most 10, which the port 'a' can carry, but is 11"));
    }

    @Test
    void twoPortsOfOneLocationCannotBeJoined() {
        assertThat(spec(Shape.FULL_MESH, 1, "a", "b", "c").objections(ports("a@x/1", "b@y/1", "c@x/1")))
                .extracting(Objection::field)
                .containsExactly("spec.port_ids[2]");
    }

    @Test
    void twoSpokesOfOneLocationAreNotJoined() {
        IntentSpec star = new IntentSpec("", Shape.HUB_AND_SPOKE, List.of("h", "a", "b"), "h", 1, Verbatim.NOTHING);
        assertThat(star.objections(ports("h@x/1", "a@y/1", "b@y/1"))).isEmpty();
    }

    @Test
    void anotherNameAsksTheNetworkForNothingElse() {
        IntentSpec spec = spec(Shape.POINT_TO_POINT, 1, "a", "b");
        assertThat(spec.withDisplayName("other").asksOtherThan(spec)).isFalse();
        assertThat(spec.withBandwidthBps(2).asksOtherThan(spec)).isTrue();
        assertThat(spec.withTerms(Verbatim.of(new byte[] {1})).asksOtherThan(spec))
                .isTrue();
        assertThat(spec.withTerms(Verbatim.of(new byte[0])).asksOtherThan(spec)).isFalse();
    }

    private static IntentSpec spec(Shape shape, long bandwidthBps, String... portIds) {
        return new IntentSpec("", shape, List.of(portIds), "", bandwidthBps, Verbatim.NOTHING);
    }

    /** Ports written as {@code id@location/bandwidth}. */
    private static Map<String, Port> ports(String... texts) {
        Map<String, Port> ports = new HashMap<>();
        for (String text : texts) {
            String[] parts = text.split("[@/]");
            ports.put(
                    parts[0],
                    new Port(
                            "acme",
                            parts[0],
                            "",
                            PortKind.SITE,
                            parts[1],
                            Long.parseLong(parts[2]),
                            Instant.EPOCH,
                            Optional.empty()));
        }
        return ports;
    }
}
