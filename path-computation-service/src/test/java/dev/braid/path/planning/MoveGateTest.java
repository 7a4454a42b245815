package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.gate.Check;
import dev.braid.path.gate.Gate;
import dev.braid.path.gate.Judge;
import dev.braid.path.gate.Objection;
import dev.braid.path.guard.Rail;
import dev.braid.path.guard.Ruling;
import dev.braid.path.guard.Verdict;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MoveGateTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Scenario europe = new Scenario(World.europe());

    /** The gate as it is. */
    static MoveGate open() {
        return new MoveGate(new Gate(), Duration.ofMinutes(5), new SimpleMeterRegistry());
    }

    /** Of a connection whose link is slow, with another way that is fast. */
    private Ruling move() {
        europe.request("web", 1, within(10_000, demand("gb-lon", "de-fra", 1)));
        europe.activate("web.1");
        europe.measure("nordic-gb-lon-nl-ams", 30_000);
        return europe.rule("web.1", HealthState.BROKEN, 33_600);
    }

    @Test
    void whatNothingSpeaksAgainstGoesOut() {
        Ruling ruling = gate(new Gate()).judged(move());

        assertThat(ruling.decision()).isInstanceOf(Decision.Changed.class);
        assertThat(ruling.verdicts().getLast())
                .returns(Rail.GATE, Verdict::rail)
                .returns(false, Verdict::stops);
        assertThat(moves("passed")).isEqualTo(1);
    }

    @Test
    void whatSomethingSpeaksAgainstStays() {
        Gate honest = new Gate();
        Judge strict =
                (surroundings, proposed) -> proposed.after().connectionId().startsWith("known")
                        ? honest.judge(surroundings, proposed)
                        : List.of(new Objection(Check.ROOM, "There is none."));

        Ruling ruling = gate(strict).judged(move());

        assertThat(ruling.decision())
                .isEqualTo(new Decision.Ignored("gate", "Connection acme.web.1 stays: There is none. (ROOM)"));
        assertThat(moves("refused")).isEqualTo(1);
    }

    @Test
    void aGateThatLetsKnownBadMovesThroughLetsNothingThrough() {
        Ruling ruling = gate((_, _) -> List.of()).judged(move());

        assertThat(ruling.stop())
                .hasValueSatisfying(it -> assertThat(it.reason()).contains("the gate is shut", "a loop", "a gap"));
        assertThat(shut()).isEqualTo(1);
    }

    @Test
    void oneThatBreaksLaterIsFoundOut() {
        AtomicReference<Judge> judge = new AtomicReference<>(new Gate());
        MoveGate gate = new MoveGate((one, other) -> judge.get().judge(one, other), Duration.ZERO, registry);
        Ruling move = move();
        assertThat(gate.round(europe.state(), europe.state()).judged(move).stop())
                .isEmpty();

        judge.set((_, _) -> List.of());
        assertThat(gate.round(europe.state(), europe.state()).judged(move).stop())
                .isPresent();
        assertThat(shut()).isEqualTo(1);

        judge.set(new Gate());
        assertThat(gate.round(europe.state(), europe.state()).judged(move).stop())
                .isEmpty();
        assertThat(shut()).isZero();
    }

    @Test
    void oneThatCannotJudgeLetsNothingThrough() {
        Gate honest = new Gate();
        Judge failing = (surroundings, proposed) -> {
            if (proposed.after().connectionId().startsWith("known")) {
                return honest.judge(surroundings, proposed);
            }
            throw new IllegalStateException("out of order");
        };

        assertThat(gate(failing).judged(move()).stop())
                .hasValueSatisfying(it -> assertThat(it.reason()).contains("cannot judge"));
    }

    @Test
    void whatTheRailsStopIsNotAskedOfIt() {
        europe.request("web", 1, within(10_000, demand("gb-lon", "de-fra", 1)));
        europe.activate("web.1");
        Ruling stopped = europe.rule("web.1", HealthState.MET, 7_000);

        assertThat(gate(new Gate()).judged(stopped)).isSameAs(stopped);
    }

    private MoveGate.Round gate(Judge judge) {
        return new MoveGate(judge, Duration.ofHours(1), registry).round(europe.state(), europe.state());
    }

    private double moves(String outcome) {
        return registry.counter("braid.path.gate.moves", "outcome", outcome).count();
    }

    private double shut() {
        return registry.get("braid.path.gate.shut").gauge().value();
    }
}
