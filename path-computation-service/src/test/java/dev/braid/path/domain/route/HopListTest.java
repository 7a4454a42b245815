package dev.braid.path.domain.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.path.domain.network.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HopListTest {
    @Test
    void hopsAreWhatWasGivenEvenWhereALinkWasRebuiltUnderItsName() {
        Random random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            List<Hop> given = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                Span span = Span.of(
                        "link-" + random.nextInt(3),
                        "back-" + random.nextInt(3),
                        "carrier-" + random.nextInt(3),
                        "from-" + random.nextInt(3),
                        "to-" + random.nextInt(3));
                given.add(new Hop(span, random.nextLong(), random.nextLong()));
            }
            List<Hop> held = HopList.of(given);
            assertThat(held).isEqualTo(given).hasSameHashCodeAs(given);
            assertThat(HopList.of(held)).isSameAs(held);
        }
    }

    @Test
    void nobodyChangesAPlanThroughItsHops() {
        List<Hop> given = new ArrayList<>(List.of(new Hop(Span.of("l", "r", "p", "a", "z"), 1, 2)));
        List<Hop> held = HopList.of(given);
        given.clear();
        assertThat(held).hasSize(1);
        assertThatThrownBy(() -> held.set(0, held.getFirst())).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(held::clear).isInstanceOf(UnsupportedOperationException.class);
    }
}
