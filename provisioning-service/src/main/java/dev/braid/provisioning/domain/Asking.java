package dev.braid.provisioning.domain;

import dev.braid.provisioning.domain.Command.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks of each leg what is to be done now, and knows when something is due next; lives no longer than one decision. */
final class Asking {
    private final long revision;
    private final Instant now;
    private final Pace pace;
    private final Caution caution;
    private final List<Command> commands = new ArrayList<>();
    private final List<String> heldBack = new ArrayList<>();
    private Instant due = Instant.MAX;

    Asking(long revision, Instant now, Pace pace, Caution caution) {
        this.revision = revision;
        this.now = now;
        this.pace = pace;
        this.caution = caution;
    }

    void lookAgain(Instant time) {
        due = time.isBefore(due) ? time : due;
    }

    /** The leg as it must be stored before what is asked of it is sent. */
    Leg ask(Leg leg, Goal goal) {
        Optional<Verb> verb = goal.verbFor(leg, now);
        if (verb.isEmpty()) {
            lookAgain(goal.restsUntil(leg));
            return leg;
        }
        long bps = goal.targetBps(verb.get(), leg);
        Instant earliest = leg.earliest(verb.get(), bps, now);
        if (earliest.isAfter(now)) {
            lookAgain(earliest);
            return leg;
        }
        if (caution.holdsBack(verb.get(), now)) {
            lookAgain(caution.releasesFrom());
            heldBack.add(leg.legId());
            return leg;
        }
        Command meant = new Command(verb.get(), leg.legId(), leg.route(), bps, revision, pace.notAfterTime(now));
        Command command = caution.looksFirst(leg, verb.get()) ? meant.lookedAtFirst(leg.bandwidthBps()) : meant;
        commands.add(command);
        return leg.asked(command, now, pace);
    }

    Decision decided(Rollout rollout, List<Report> reports) {
        return new Decision(rollout, commands, reports, due, heldBack);
    }
}
