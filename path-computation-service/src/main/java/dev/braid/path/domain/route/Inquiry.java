package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Network;
import java.time.Instant;
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
     * @param outlook taken over
     * @param checkpoint called before each demand; ends the inquiry by throwing
     */
    public static List<Answer> answer(Outlook outlook, List<Demand> demands, Instant now, Runnable checkpoint) {
        List<Answer> answers = new ArrayList<>(demands.size());
        for (Demand demand : demands) {
            checkpoint.run();
            Answer answer = answer(outlook, demand, now);
            if (answer instanceof Answer.Found(var plan)) {
                outlook.with(List.of(PathRecord.blank("", "", "", demand)
                        .draft(now)
                        .give(plan)
                        .record()));
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

    /**
     * The same at all times: windows are not looked at.
     *
     * @param network taken over
     */
    public static List<Answer> answer(Network network, List<Demand> demands) {
        return answer(
                new Outlook(network, new Calendar()),
                demands.stream()
                        .map(demand -> demand.withWindow(Optional.empty()))
                        .toList(),
                Instant.EPOCH,
                () -> {});
    }

    private static Answer answer(Outlook outlook, Demand demand, Instant now) {
        List<Interval> times = demand.times(now);
        return times.isEmpty()
                ? new Answer.None(Rejection.windowOver(demand.window().orElseThrow(), now))
                : PathFinder.answer(outlook.at(times), demand, Set.of(), Occasion.of(Cause.INQUIRY));
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
