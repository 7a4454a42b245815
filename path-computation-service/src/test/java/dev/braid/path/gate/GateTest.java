package dev.braid.path.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GateTest {
    private final Gate gate = new Gate();

    static List<KnownMove> moves() {
        return KnownMoves.all();
    }

    @ParameterizedTest
    @MethodSource("moves")
    void exactlyWhatIsWrongWithAMoveIsObjectedTo(KnownMove move) {
        List<Objection> objections = gate.judge(move.surroundings(), move.proposed());
        assertThat(objections.stream().map(Objection::check).distinct())
                .as("%s", objections)
                .containsExactlyElementsOf(move.wrong().stream().toList());
    }

    @Test
    void theGateIsToBeTrusted() {
        assertThat(KnownMoves.misjudged(gate)).isEmpty();
    }

    @Test
    void whoObjectsToNothingIsNot() {
        assertThat(KnownMoves.misjudged((_, _) -> List.of()))
                .hasSize(KnownMoves.all().size() - 3);
    }

    @Test
    void whoObjectsToEverythingIsNotEither() {
        assertThat(KnownMoves.misjudged((_, _) -> List.of(new Objection(Check.ROOM, "no"))))
                .hasSize(KnownMoves.all().size() - 1);
    }

    @ParameterizedTest
    @EnumSource(Check.class)
    void whoForgetsACheckIsFoundOut(Check forgotten) {
        Judge forgetful = (surroundings, proposed) -> gate.judge(surroundings, proposed).stream()
                .filter(it -> it.check() != forgotten)
                .toList();

        assertThat(KnownMoves.misjudged(forgetful)).isNotEmpty().allMatch(it -> it.contains(forgotten.name()));
    }

    @ParameterizedTest
    @EnumSource(Check.class)
    void eachCheckIsTheOnlyOneThatIsWrongSomewhere(Check check) {
        assertThat(moves()).anyMatch(it -> it.wrong().equals(Optional.of(check)));
    }

    @ParameterizedTest
    @MethodSource("moves")
    void judgingChangesNothing(KnownMove move) {
        List<Objection> once = gate.judge(move.surroundings(), move.proposed());
        assertThat(gate.judge(move.surroundings(), move.proposed())).isEqualTo(once);
    }
}
