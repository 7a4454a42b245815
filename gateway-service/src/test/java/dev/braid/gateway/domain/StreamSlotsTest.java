package dev.braid.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.gateway.domain.StreamSlots.Answer;
import dev.braid.gateway.domain.StreamSlots.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamSlotsTest {
    @Test
    void aCallerWithAllItsStreamsOpenHindersNobodyElse() {
        StreamSlots slots = new StreamSlots(3, 2);
        slots.take("acme");
        Slot second = ((Answer.Granted) slots.take("acme")).slot();
        assertThat(slots.take("acme")).isEqualTo(new Answer.CallerFull(2));
        assertThat(slots.take("globex")).isInstanceOf(Answer.Granted.class);
        assertThat(slots.take("initech")).isEqualTo(new Answer.AllFull(3));
        second.giveBack();
        assertThat(slots.take("initech")).isInstanceOf(Answer.Granted.class);
    }

    @Test
    void aSlotComesBackOnceHoweverOftenItIsGiven() {
        StreamSlots slots = new StreamSlots(2, 2);
        Slot first = ((Answer.Granted) slots.take("acme")).slot();
        slots.take("acme");
        first.giveBack();
        first.giveBack();
        assertThat(slots.open()).isEqualTo(1);
        assertThat(slots.take("acme")).isInstanceOf(Answer.Granted.class);
        assertThat(slots.take("acme")).isInstanceOf(Answer.CallerFull.class);
    }

    @Test
    void limitsThatLetNobodyInAreRefused() {
        assertThatThrownBy(() -> new StreamSlots(0, 1)).hasMessageContaining("With 0 streams in all");
        assertThatThrownBy(() -> new StreamSlots(1, 0)).hasMessageContaining("0 for each caller");
    }

    /** Against the plain list of who holds a slot. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void agreesWithTheListOfHolders(long seed) {
        Random random = new Random(seed);
        int most = 1 + random.nextInt(12);
        int mostPerCaller = 1 + random.nextInt(5);
        StreamSlots slots = new StreamSlots(most, mostPerCaller);
        List<String> holders = new ArrayList<>();
        List<Slot> held = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            if (random.nextInt(5) < 3) {
                String caller = "t" + random.nextInt(4);
                int own = Collections.frequency(holders, caller);
                switch (slots.take(caller)) {
                    case Answer.Granted(Slot slot) -> {
                        assertThat(own).isLessThan(mostPerCaller);
                        assertThat(holders.size()).isLessThan(most);
                        holders.add(caller);
                        held.add(slot);
                    }
                    case Answer.CallerFull(int limit) -> assertThat(own).isEqualTo(limit);
                    case Answer.AllFull(int limit) -> assertThat(holders).hasSize(limit);
                }
            } else if (!held.isEmpty()) {
                int leaving = random.nextInt(held.size());
                holders.remove(leaving);
                held.remove(leaving).giveBack();
            }
            assertThat(slots.open()).isEqualTo(holders.size());
        }
    }
}
