package dev.braid.path.gate;

import java.util.List;
import java.util.Optional;

/**
 * A move of which it is known what is wrong with it.
 *
 * @param wrong the only check that may object to it, and must; absent where nothing is wrong
 */
public record KnownMove(String name, Surroundings surroundings, Proposed proposed, Optional<Check> wrong) {
    /** How a judge of moves is wrong about this one, if it is. */
    public Optional<String> misjudged(Judge judge) {
        List<Check> objecting = judge.judge(surroundings, proposed).stream()
                .map(Objection::check)
                .distinct()
                .toList();
        return objecting.equals(wrong.stream().toList())
                ? Optional.empty()
                : Optional.of("%s: %s objects, and not %s"
                        .formatted(name, objecting, wrong.stream().toList()));
    }
}
