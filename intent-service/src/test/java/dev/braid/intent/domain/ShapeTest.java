package dev.braid.intent.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {
    @Test
    void twoPortsAreOneConnectionInTheirOrder() {
        assertThat(Shape.POINT_TO_POINT.connections(List.of("z", "a"), "")).containsExactly(new Ends("z", "a"));
    }

    @Test
    void theHubIsTheAEndOfEachSpokeWhereverItStandsAmongThePorts() {
        assertThat(Shape.HUB_AND_SPOKE.connections(List.of("one", "hub", "two"), "hub"))
                .containsExactly(new Ends("hub", "one"), new Ends("hub", "two"));
    }

    @Test
    void aMeshCountsEachPairOnceInTheOrderOfThePorts() {
        assertThat(Shape.FULL_MESH.connections(List.of("a", "b", "c"), ""))
                .containsExactly(new Ends("a", "b"), new Ends("a", "c"), new Ends("b", "c"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 17, 40})
    void aMeshJoinsEveryTwoPorts(int ports) {
        List<String> portIds = IntStream.range(0, ports).mapToObj(i -> "p" + i).toList();
        List<Ends> connections = Shape.FULL_MESH.connections(portIds, "");
        Set<Set<String>> pairs = new HashSet<>();
        connections.forEach(ends -> pairs.add(Set.of(ends.aPortId(), ends.zPortId())));
        assertThat(connections).hasSize(ports * (ports - 1) / 2);
        assertThat(pairs).hasSameSizeAs(connections);
    }

    @Test
    void aPortIsNotJoinedWithItself() {
        assertThatThrownBy(() -> new Ends("a", "a")).hasMessageContaining("'a'");
    }
}
