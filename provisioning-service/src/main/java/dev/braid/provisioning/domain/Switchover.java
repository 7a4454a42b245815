package dev.braid.provisioning.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How traffic changes over from the legs of one plan to those of the next, and back again while they are still held.
 *
 * <pre>
 *   the next plan is seen to carry traffic ──▶ soak: the legs before are spare ──looked at when it is over──▶ they are released
 *                                                 │ a new leg is lost
 *                                                 ▼
 *                                              return: the legs before are activated again ──seen──▶ the new ones are released
 * </pre>
 */
final class Switchover {
    private Switchover() {}

    /** Takes into force what is seen to carry traffic, and lets go of a spare that nobody needs any more. */
    static void advance(Draft draft, List<Report> reports, Instant now, Pace pace) {
        if (returning(draft) && draft.done().carries(draft.active.orElseThrow())) {
            Plan back = draft.active.get();
            if (draft.spare.orElseThrow().wasTold()) {
                reports.add(new Report.Activated(back, toldRevision(draft)));
            }
            draft.spare = Optional.empty();
            // Answers to what was commanded before may have said that they are in service.
            draft.legs.replaceAll(leg -> back.has(leg.route()) ? leg : leg.spared());
        }
        Rollout seen = draft.done();
        seen.desired()
                .filter(plan -> draft.active.filter(plan::sameRevision).isEmpty() && seen.carries(plan))
                .ifPresent(plan -> {
                    reports.add(new Report.Activated(plan, toldRevision(draft)));
                    draft.spare = beside(draft, plan, now, pace);
                    draft.active = Optional.of(plan);
                    draft.releaseOwed = OptionalLong.empty();
                    draft.legs.replaceAll(leg -> looked(draft, leg, now, pace));
                });
        if (soaking(draft) && isOver(draft, now)) {
            draft.spare = Optional.empty();
        }
    }

    /** The leg after an answer that was no refusal. One that soaks and is not in service any more means the return. */
    static Leg heard(Draft draft, Leg before, Leg leg, List<Report> reports, Instant now, Pace pace) {
        if (before.state().living() && leg.state() != LegState.ACTIVE && !leg.isSpared()) {
            String error = leg.trial().lastError();
            lost(draft, leg, error.isEmpty() ? "Found " + leg.sight() : error, reports);
        }
        return looked(draft, leg, now, pace);
    }

    /** Returns to the plan before, if the leg soaks and all that is needed for it is still held. */
    static void lost(Draft draft, Leg leg, String reason, List<Report> reports) {
        if (!soaks(draft, leg) || !mayReturn(draft)) {
            return;
        }
        Plan failed = draft.active.orElseThrow();
        Spare spare = draft.spare.orElseThrow();
        boolean next = draft.wanted.filter(failed::sameRevision).isEmpty();
        if (!next) {
            draft.refusedRevision = failed.revision();
        }
        draft.active = Optional.of(spare.plan());
        draft.spare = Optional.of(new Spare(failed, spare.soakEndTime()));
        // A plan that was to follow may have taken any of their ports already.
        draft.legs.replaceAll(it -> next || spare.plan().has(it.route()) != failed.has(it.route()) ? it.spared() : it);
        String words = "In the soak: " + reason;
        reports.add(new Report.Failed(
                failed.generation(),
                failed.revision(),
                leg.route(),
                words,
                spare.plan().revision()));
    }

    /**
     * A plan that is given up may carry traffic already, though nobody was told: at a port the order that was activated last
     * has it. Its legs stay until those of the active plan are activated again; but those of a soak, which are a way back
     * already, do not make room for them.
     */
    static void giveUp(Draft draft, Plan left) {
        Optional<Plan> back =
                draft.active.filter(active -> active.routes().stream().anyMatch(route -> !left.has(route)));
        boolean allHeld = left.routes().stream()
                .allMatch(route -> draft.before
                        .living(route)
                        .filter(leg -> leg.state().held())
                        .isPresent());
        boolean begun = allHeld
                || draft.legs.stream()
                        .anyMatch(leg -> leg.state() == LegState.ACTIVE
                                && left.has(leg.route())
                                && back.filter(active -> !active.has(leg.route()))
                                        .isPresent());
        if (back.isPresent() && begun) {
            draft.spare = draft.spare.or(() -> Optional.of(Spare.neverTold(left)));
            draft.legs.replaceAll(it -> back.get().has(it.route()) != left.has(it.route()) ? it.spared() : it);
        }
    }

    /** Whether the loss of the leg means that traffic goes back to the legs before. */
    static boolean hasWayBack(Rollout rollout, Leg leg) {
        Draft draft = new Draft(rollout);
        return soaks(draft, leg) && mayReturn(draft);
    }

    /**
     * A leg that stays for a while or is about to be let go, and that a new plan wants, is activated again: others have
     * carried its traffic since. The plan has no numbers yet, and takes those of the leg.
     */
    static void wantAgain(Draft draft) {
        draft.legs.replaceAll(leg -> !isIdle(draft.before)
                        && isLeft(draft.before.wanted(leg))
                        && draft.wanted.stream()
                                .flatMap(it -> it.routes().stream())
                                .anyMatch(leg.route()::samePlaces)
                ? leg.spared()
                : leg);
    }

    /** Nothing is wanted any more: which of the legs have traffic is known only where all are of the plan that had it. */
    static void letGo(Draft draft) {
        boolean others = draft.legs.stream()
                .anyMatch(leg -> leg.state().held()
                        && draft.active.filter(it -> it.has(leg.route())).isEmpty());
        if (others) {
            draft.legs.replaceAll(Leg::spared);
        }
    }

    private static boolean isIdle(Rollout rollout) {
        return rollout.active().or(rollout::wanted).isEmpty();
    }

    private static boolean isLeft(Goal goal) {
        return switch (goal) {
            case Goal.Spared _, Goal.Gone _ -> true;
            case Goal.Carrying _, Goal.Held _ -> false;
        };
    }

    /**
     * What stays held beside the next plan: what does already, where it has no new legs; else the legs before it, if there
     * are any and all of them carry.
     */
    private static Optional<Spare> beside(Draft draft, Plan next, Instant now, Pace pace) {
        boolean gaveUp = draft.spare.filter(it -> !it.wasTold()).isPresent();
        if (draft.active.isEmpty() || returning(draft) && !gaveUp || pace.soak().isZero()) {
            return Optional.empty();
        }
        Plan before = draft.active.get();
        if (before.routes().containsAll(next.routes())) {
            return draft.spare.filter(_ -> !gaveUp);
        }
        List<Route> left =
                before.routes().stream().filter(route -> !next.has(route)).toList();
        Rollout seen = draft.done();
        boolean carry = left.stream()
                .allMatch(route -> seen.living(route)
                        .filter(leg -> leg.state() == LegState.ACTIVE || leg.isSpared())
                        .isPresent());
        return left.isEmpty() || !carry ? Optional.empty() : Optional.of(new Spare(before, now.plus(pace.soak())));
    }

    private static boolean soaking(Draft draft) {
        return draft.spare.isPresent() && !returning(draft);
    }

    static boolean returning(Draft draft) {
        return draft.spare
                .filter(it -> it.isLeftFor(draft.active.orElseThrow()))
                .isPresent();
    }

    /** The plan that others believe to carry traffic; 0 for none. */
    private static long toldRevision(Draft draft) {
        return draft.spare
                .filter(spare -> returning(draft) && spare.wasTold())
                .map(Spare::plan)
                .or(() -> draft.active)
                .map(Plan::revision)
                .orElse(0L);
    }

    private static boolean soaks(Draft draft, Leg leg) {
        return soaking(draft)
                && draft.active.orElseThrow().has(leg.route())
                && !draft.spare.orElseThrow().plan().has(leg.route());
    }

    private static Leg looked(Draft draft, Leg leg, Instant now, Pace pace) {
        return soaks(draft, leg)
                ? leg.lookedAtBy(pace.soakLookTime(draft.spare.orElseThrow().soakEndTime(), now))
                : leg;
    }

    private static boolean mayReturn(Draft draft) {
        Rollout rollout = draft.done();
        return draft.spare.orElseThrow().plan().routes().stream()
                .allMatch(route ->
                        rollout.living(route).filter(leg -> leg.state().held()).isPresent());
    }

    /** Time alone ends nothing while there is a way back: each leg that soaks must have been found in service since. */
    private static boolean isOver(Draft draft, Instant now) {
        Instant end = draft.spare.orElseThrow().soakEndTime();
        Plan active = draft.active.orElseThrow();
        boolean seen = draft.legs.stream()
                .filter(leg -> leg.state().living() && soaks(draft, leg))
                .allMatch(leg -> leg.carries(active) && leg.auditTime().isAfter(end));
        return !now.isBefore(end) && (seen || !mayReturn(draft));
    }
}
