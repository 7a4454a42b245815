package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Answers what a set of demands would get together, and holds nothing. */
public final class Inquiry {
    private Inquiry() {}

    /**
     * One answer for each demand, in the same order: plans for all of them, or for none.
     *
     * @param network taken over: it is changed, so give a copy
     */
    public static List<Answer> answer(Network network, List<Demand> demands) {
        List<Answer> answers = new ArrayList<>(demands.size());
        for (Demand demand : demands) {
            Answer answer = PathFinder.answer(network, demand, Set.of(), Occasion.of(Cause.INQUIRY));
            if (answer instanceof Answer.Found(var plan)) {
                network.hold(plan.holdings());
            }
            answers.add(answer);
        }
        OptionalInt hopeless = IntStream.range(0, answers.size())
                .filter(i -> answers.get(i) instanceof Answer.None)
                .findFirst();
        if (hopeless.isPresent()) {
            answers.replaceAll(answer -> withoutSibling(answer, hopeless.getAsInt()));
        }
        return answers;
    }

    private static Answer withoutSibling(Answer answer, int hopeless) {
        return switch (answer) {
            case Answer.None none -> none;
            case Answer.Found _ ->
                new Answer.None(new Rejection(
                        0,
                        Binding.SIBLING,
                        "Demand %d of the same request has no path, and all are admitted or none."
                                .formatted(hopeless + 1),
                        Optional.empty()));
        };
    }
}
