package dev.braid.netconf.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CarrierNetworkTest {
    private static final CarrierNetwork TRIANGLE = new CarrierNetwork(
            List.of(new Node("a", "d", ""), new Node("b", "d", ""), new Node("c", "d", "")),
            List.of(
                    new Link("ab", "a", "b", 1),
                    new Link("ba", "b", "a", 1),
                    new Link("bc", "b", "c", 1),
                    new Link("ca", "c", "a", 1)),
            List.of(new Port("ix-2", "a", "if2"), new Port("ix-1", "a", "if1"), new Port("ix-3", "b", "if3")));

    @Test
    void linksAreWalkedInEitherDirection() throws NoPath {
        assertThat(ends("ab")).isEqualTo("a-b");
        assertThat(ends("ba")).isEqualTo("b-a");
        assertThat(ends("ab", "bc")).isEqualTo("a-c");
        assertThat(ends("bc", "ab")).isEqualTo("c-a");
        assertThat(ends("ca", "ab")).isEqualTo("c-b");
        assertThat(ends("bc", "ca")).isEqualTo("b-a");
    }

    @Test
    void whatIsNoPathIsNamed() {
        assertThatThrownBy(() -> ends("ab", "xy")).isInstanceOf(NoPath.class).hasMessageContaining("'xy'");
        assertThatThrownBy(() -> ends("ab", "ab")).hasMessageContaining("twice");
        assertThatThrownBy(() -> ends("ab", "ba")).hasMessageContaining("back to where they begin");
        assertThatThrownBy(() -> ends("ab", "bc", "ca")).hasMessageContaining("back to where they begin");
    }

    @Test
    void linksThatDoNotTouchAreNoPath() {
        CarrierNetwork two = new CarrierNetwork(
                List.of(node(0), node(1), node(2), node(3)),
                List.of(new Link("01", "0", "1", 1), new Link("23", "2", "3", 1)),
                List.of());
        assertThatThrownBy(() -> two.ends(List.of("01", "23"))).hasMessageContaining("do not join");
    }

    /** The oracle is the walk by which the path was made. */
    @Test
    void everyWalkLeadsFromWhereItBeganToWhereItEnded() throws NoPath {
        Random random = new Random(9182);
        for (int round = 0; round < 2000; round++) {
            int length = 2 + random.nextInt(20);
            List<Node> nodes = new ArrayList<>(List.of(node(0)));
            List<Link> links = new ArrayList<>();
            for (int i = 1; i <= length; i++) {
                nodes.add(node(i));
                boolean forward = random.nextBoolean();
                links.add(new Link(
                        "l" + i, Integer.toString(forward ? i - 1 : i), Integer.toString(forward ? i : i - 1), 1));
            }
            Ends ends = new CarrierNetwork(nodes, links, List.of())
                    .ends(links.stream().map(Link::id).toList());
            assertThat(ends.a().id()).isEqualTo("0");
            assertThat(ends.z().id()).isEqualTo(Integer.toString(length));
        }
    }

    @Test
    void portsAreThoseOfTheNodeInTheOrderOfTheSettings() {
        assertThat(TRIANGLE.ports(new Node("a", "d", "")))
                .extracting(Port::interconnectId)
                .containsExactly("ix-2", "ix-1");
    }

    private static Node node(int number) {
        return new Node(Integer.toString(number), "d", "");
    }

    private static String ends(String... linkIds) throws NoPath {
        Ends ends = TRIANGLE.ends(List.of(linkIds));
        return ends.a().id() + "-" + ends.z().id();
    }
}
