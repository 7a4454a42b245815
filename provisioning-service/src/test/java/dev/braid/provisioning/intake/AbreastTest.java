package dev.braid.provisioning.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AbreastTest {
    private final Map<String, UniEmitter<? super Void>> underway = new TreeMap<>();
    private final List<String> answered = new ArrayList<>();

    @Test
    void whatIsOfOneKeyIsDoneOneAfterTheOther() {
        Abreast abreast = new Abreast(8);
        run(abreast, "a", "a1");
        run(abreast, "a", "a2");
        run(abreast, "a", "a3");
        run(abreast, "b", "b1");
        assertThat(underway).containsOnlyKeys("a1", "b1");

        underway.get("a1").complete(null);
        assertThat(underway).containsOnlyKeys("a1", "a2", "b1");
        underway.get("a2").complete(null);
        assertThat(underway).containsKey("a3");
        underway.get("a3").complete(null);
        run(abreast, "a", "a4");
        assertThat(underway).containsKey("a4");
    }

    @Test
    void whoeverBringsTheLastThatHasRoomWaitsUntilThereIsRoomAgain() {
        Abreast abreast = new Abreast(2);
        run(abreast, "a", "a1");
        run(abreast, "b", "b1");
        assertThat(answered).containsExactly("a1");
        underway.get("a1").complete(null);
        assertThat(answered).containsExactly("a1", "b1");
    }

    /** A record that can neither be processed nor buried is not passed over. */
    @Test
    void afterAFailureNothingMoreIsTaken() {
        Abreast abreast = new Abreast(1);
        run(abreast, "a", "a1");
        underway.get("a1").fail(new IllegalStateException("not buried"));
        assertThat(answered).containsExactly("a1: not buried");
        run(abreast, "b", "b1");
        assertThat(answered).containsExactly("a1: not buried", "b1: not buried");
        assertThat(underway).doesNotContainKey("b1");
    }

    private void run(Abreast abreast, String key, String name) {
        abreast.run(key, Uni.createFrom().emitter(emitter -> underway.put(name, emitter)))
                .subscribe()
                .with(_ -> answered.add(name), failure -> answered.add(name + ": " + failure.getMessage()));
    }
}
