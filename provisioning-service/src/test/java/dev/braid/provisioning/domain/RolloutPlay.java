package dev.braid.provisioning.domain;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/** One rollout played against providers, written down as a script. */
final class RolloutPlay {
    /** Of this play alone, so that no other one changes what is drawn. */
    final Pace pace = new Pace(
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Duration.ofSeconds(6),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            new SplittableRandom(7));

    private static final int MOST_STEPS = 1_000;

    private final Set<String> activated = new HashSet<>();
    private final Set<String> released = new HashSet<>();
    Rollout rollout = Rollout.unknown("acme.web.1");
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    boolean gateOpen = true;
    Caution caution = new Caution(Instant.EPOCH, Instant.EPOCH, _ -> false);
    private long sequence;
    private long lastRevision;

    void want(Plan plan) {
        want(Optional.of(plan), false);
    }

    void want(Optional<Plan> plan, boolean releaseAwaited) {
        lastRevision = plan.map(Plan::revision).orElse(lastRevision);
        rollout = rollout.accept(
                new Wish(++sequence, plan.map(Plan::generation).orElse(1L), lastRevision, plan, releaseAwaited));
    }

    /** Plays until nothing is left to do, a line for each step; waits out back-off. */
    String play(Function<Command, Answer> provider) {
        List<String> lines = new ArrayList<>();
        int still = 0;
        for (int steps = 0; still < 2; steps++) {
            if (steps == MOST_STEPS) {
                throw new AssertionError("It does not come to rest: " + lines.subList(0, 20));
            }
            still = step(provider, lines) ? 0 : still + 1;
            now = now.plusSeconds(still);
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** Waits so long, and plays on. */
    String after(Duration wait, Function<Command, Answer> provider) {
        now = now.plus(wait);
        return play(provider);
    }

    boolean step(Function<Command, Answer> provider, List<String> lines) {
        Decision decision = rollout.decide(gateOpen, now, pace, caution);
        tell(decision.reports(), lines);
        if (!decision.commands().isEmpty()) {
            lines.add(String.join(
                    ", ", decision.commands().stream().map(RolloutPlay::line).toList()));
        }
        List<Reply> replies = decision.commands().stream()
                .map(command -> new Reply(command, provider.apply(command)))
                .toList();
        Decision heard = decision.rollout().hear(replies, now, pace, caution);
        tell(heard.reports(), lines);
        rollout = heard.rollout();
        return !decision.commands().isEmpty();
    }

    private static void tell(List<Report> reports, List<String> lines) {
        for (Report report : reports) {
            lines.add("-> "
                    + switch (report) {
                        case Report.Activated(var plan, var previous) ->
                            "Activated %d after %d".formatted(plan.revision(), previous);
                        case Report.Failed(var _, var revision, var route, var reason, var returned) ->
                            "Failed %d at %s: %s%s"
                                    .formatted(
                                            revision,
                                            route.providerId(),
                                            reason,
                                            returned == 0 ? "" : "; back to " + returned);
                        case Report.UnusedPlansReleased(var _, var revision, var held) ->
                            "UnusedPlansReleased %d but %s".formatted(revision, held);
                        case Report.OldLegsReleased(var _, var revision) -> "OldLegsReleased " + revision;
                        case Report.Released(var _, var revision) -> "Released " + revision;
                        case Report.DriftFound(var _, var revision, var _, var _, var difference, var frozen) ->
                            "%s %d: %s".formatted(frozen ? "Frozen" : "DriftFound", revision, difference);
                        case Report.WaitingChanged(var _, var revision, var legs) ->
                            "WaitingChanged %d: %d legs".formatted(revision, legs.size());
                    });
        }
    }

    static String line(Command command) {
        String number = command.legId().substring(command.legId().lastIndexOf('.') + 1);
        return "%s %s %s %d".formatted(command.verb(), number, command.route().providerId(), command.bandwidthBps());
    }

    /** Does what it is told; a read-back finds held what was never activated. */
    Answer readsHeld(Command command) {
        return command.verb() == Verb.READ_BACK
                        && !activated.contains(command.legId())
                        && !released.contains(command.legId())
                ? new Answer.Done(new Order(Standing.HELD, command.bandwidthBps(), "HELD", "o"))
                : obey(command);
    }

    /** Does what it is told; a read-back of a released leg finds it ceased. */
    Answer obey(Command command) {
        Standing standing =
                switch (command.verb()) {
                    case RESERVE -> Standing.HELD;
                    case MODIFY -> activated.contains(command.legId()) ? Standing.IN_SERVICE : Standing.HELD;
                    case ACTIVATE, READ_BACK -> Standing.IN_SERVICE;
                    case RELEASE -> Standing.CEASED;
                };
        if (command.verb() == Verb.ACTIVATE) {
            activated.add(command.legId());
        }
        if (command.verb() == Verb.READ_BACK && released.contains(command.legId())) {
            standing = Standing.CEASED;
        }
        if (command.verb() == Verb.RELEASE) {
            released.add(command.legId());
        }
        return new Answer.Done(new Order(standing, command.bandwidthBps(), standing.name(), "o"));
    }
}
