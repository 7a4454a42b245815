package dev.braid.provisioning.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Brings what the providers hold for one connection to what is wanted, from whatever is there: new legs are reserved, then
 * all are activated and read back, then the plan is active and soaks, and only then the legs of the plan before are
 * released.
 *
 * @param wanted the plan path computation wants; absent when nothing is
 * @param active the plan that carries traffic
 * @param spare the plan that is kept ready beside it
 * @param generation the newest generation heard of
 * @param highestRevision the highest plan heard of; all commands carry it, so that none of an older plan can undo them
 * @param refusedRevision the wanted plan that a provider refused; 0 for none
 * @param cleanRevision the active plan beside which nothing else is held, as reported
 * @param unusedRevision the newest plan that was given up without carrying traffic, while it is still to be reported that
 *     nothing is held of it; 0 for none
 * @param releaseOwed the newest plan when nothing was wanted last, while its end is still to be reported
 * @param legCount legs ever made, for their ids
 */
public record Rollout(
        String connectionId,
        Optional<Plan> wanted,
        Optional<Plan> active,
        Optional<Spare> spare,
        long generation,
        long highestRevision,
        long refusedRevision,
        long cleanRevision,
        long unusedRevision,
        OptionalLong releaseOwed,
        int legCount,
        List<Leg> legs) {
    public Rollout {
        legs = List.copyOf(legs);
    }

    /** A connection nobody has wanted anything of yet. */
    public static Rollout unknown(String connectionId) {
        Optional<Plan> none = Optional.empty();
        return new Rollout(
                connectionId, none, none, Optional.empty(), 0, 0, 0, 0, 0, OptionalLong.empty(), 0, List.of());
    }

    /** The rollout with a newer wish; nothing is commanded yet. */
    public Rollout accept(Wish wish) {
        boolean samePlan = wish.plan().map(Plan::revision).equals(wanted.map(Plan::revision));
        Draft draft = new Draft(this);
        draft.wanted = wish.plan().map(plan -> plan.routedAs(wanted).routedAs(active));
        draft.generation = wish.generation();
        if (!samePlan) {
            draft.legs.removeIf(leg -> leg.state() == LegState.REFUSED);
            Switchover.wantAgain(draft);
            wanted.filter(plan -> active.filter(plan::sameRevision).isEmpty()).ifPresent(plan -> {
                draft.unusedRevision = plan.revision();
                if (plan.revision() != refusedRevision) {
                    Switchover.giveUp(draft, plan);
                }
            });
        }
        draft.highestRevision = Math.max(highestRevision, wish.lastRevision());
        if (wish.plan().isEmpty()) {
            Switchover.letGo(draft);
            draft.active = Optional.empty();
            draft.spare = Optional.empty();
            draft.unusedRevision = 0;
            if (wish.releaseAwaited() || !draft.legs.isEmpty()) {
                draft.releaseOwed = OptionalLong.of(draft.highestRevision);
            }
        }
        return draft.done();
    }

    /** The rollout with the numbers of the legs that the wanted plan can go on with. */
    public Rollout keepingNumbers() {
        if (unnumbered().isEmpty()) {
            return this;
        }
        Draft draft = new Draft(this);
        draft.wanted = wanted.map(plan -> Numbering.keeping(plan, legs, active));
        return draft.done();
    }

    /** The interconnects at which the plan that is worked towards still needs a number. */
    public SortedSet<String> unnumbered() {
        return desired().map(Numbering::missing).orElseGet(TreeSet::new);
    }

    /** The rollout with these numbers, by interconnect. */
    public Rollout numbered(Map<String, Integer> numbers) {
        Draft draft = new Draft(this);
        draft.wanted = wanted.map(plan -> plan.numbered(numbers));
        return draft.done();
    }

    /** There is no number at that interconnect: the plan fails as when a provider refuses it. */
    public Decision withoutNumber(String interconnectId, Instant now) {
        Plan plan = desired().orElseThrow();
        Draft draft = new Draft(this);
        draft.refusedRevision = plan.revision();
        String reason = "NO_HANDOFF_NUMBER: all %d numbers (1 to %d) of interconnect %s are taken"
                .formatted(Handoff.MOST, Handoff.MOST, interconnectId);
        Report failed = new Report.Failed(plan, Numbering.joint(plan, interconnectId), reason);
        return new Decision(draft.done(), List.of(), List.of(failed), now);
    }

    /** The hand-offs whose numbers no other connection may have. */
    public Set<Handoff> heldNumbers() {
        return Numbering.held(legs, Stream.concat(active.stream(), desired().stream()));
    }

    /** The plan to work towards: the wanted one, or what carries traffic when a provider refused it. */
    Optional<Plan> desired() {
        return wanted.filter(plan -> plan.revision() != refusedRevision).or(() -> active);
    }

    /** Whether every leg of the desired plan is held, so that its siblings need not wait for this connection. */
    public boolean ready() {
        return desired()
                .filter(plan -> plan.routes().stream().allMatch(route -> holds(plan, route)))
                .isPresent();
    }

    /** A leg that carries traffic takes the plan's bandwidth only when all of the plan is held; the others before. */
    private boolean holds(Plan plan, Route route) {
        boolean carries = active.filter(it -> it.has(route)).isPresent();
        return living(route)
                .filter(leg ->
                        carries ? leg.state().held() && leg.sight().frozen().isEmpty() : leg.holds(plan.bandwidthBps()))
                .isPresent();
    }

    /** Whether it is ready for its first activation, which waits for all connections of the intent. */
    public boolean atGate() {
        return active.isEmpty() && ready();
    }

    Optional<Leg> living(Route route) {
        return legs.stream()
                .filter(leg -> leg.state().living() && leg.route().equals(route))
                .findFirst();
    }

    /** The rollout after a hint that a provider has news of an order: it is looked at now. What counts is what is seen. */
    public Rollout hinted(String legId) {
        return changed(legId, Leg::lookedAtNow);
    }

    /** The rollout after an operator's word that a leg is not to be left as it is; no news where it is not frozen. */
    public Rollout thawed(String legId) {
        return changed(legId, Freezing::thawed);
    }

    private Rollout changed(String legId, UnaryOperator<Leg> change) {
        Draft draft = new Draft(this);
        draft.legs.replaceAll(leg -> leg.legId().equals(legId) ? change.apply(leg) : leg);
        return draft.done();
    }

    /** Takes in what the providers said, in any order, however late; pure. */
    public Decision hear(List<Reply> replies, Instant now, Pace pace, Caution caution) {
        Rollout rollout = this;
        List<Report> reports = new ArrayList<>();
        for (Reply reply : replies) {
            rollout = new Hearing(rollout, reports, now, pace, caution).hear(reply);
        }
        return new Decision(rollout, List.of(), reports, now);
    }

    /** Decides what to do now, from what is there and nothing else; pure. */
    public Decision decide(boolean gateOpen, Instant now, Pace pace, Caution caution) {
        Draft draft = new Draft(this);
        List<Report> reports = new ArrayList<>();
        draft.openLegs();
        Switchover.advance(draft, reports, now, pace);
        Rollout settled = draft.done();
        draft.legs.replaceAll(leg -> Freezing.unlessWantedOtherwise(leg, settled, caution));
        Rollout standing = draft.done();
        boolean carrying = (active.isPresent() || gateOpen) && standing.ready() && !standing.returning();
        Contention.settle(draft, carrying);
        Asking asking = new Asking(highestRevision, now, pace, caution);
        if (standing.atGate() && !gateOpen) {
            asking.lookAgain(now.plus(pace.gateRecheck()));
        }
        draft.legs.replaceAll(leg -> asking.ask(leg, standing.goal(leg, carrying)));
        Rest.tell(standing, draft, reports);
        return asking.decided(draft.done(), reports);
    }

    /** Whether traffic is going back, before others take it on: at a port the order that was activated last has it. */
    private boolean returning() {
        return spare.filter(it -> it.isLeftFor(active.orElseThrow())).isPresent()
                && legs.stream().noneMatch(leg -> active.orElseThrow().has(leg.route()) && blocks(leg));
    }

    /** Whether the way back is longer than a new plan shall wait for; what both have changes for either of them. */
    private boolean blocks(Leg leg) {
        boolean left = desired().filter(plan -> plan.has(leg.route())).isEmpty();
        return leg.resists() || leg.state() == LegState.WAITING || left && leg.changing();
    }

    /** Whether all of the plan is seen to carry traffic. */
    boolean carries(Plan plan) {
        return plan.routes().stream()
                .allMatch(route -> living(route)
                        .filter(leg -> leg.carries(plan) || staysAstray(leg, plan))
                        .isPresent());
    }

    /** A leg that the active plan has too: the next one is no worse off for it, and would wait for people. */
    private boolean staysAstray(Leg leg, Plan plan) {
        return leg.carriesAstray(plan)
                && active.filter(it -> it.has(leg.route())).isPresent();
    }

    /** What is wanted of a leg in the end, once all that it waits for is done; of one that is left, until then. */
    public Goal wanted(Leg leg) {
        boolean left = desired().filter(plan -> plan.has(leg.route())).isEmpty();
        return goal(leg, !left);
    }

    /**
     * What is wanted of a leg: never less than the active plan needs, and of a new plan no traffic before all is held. While
     * that takes the traffic on, what has lost it is not activated again: at a port the order that was activated last has it.
     */
    private Goal goal(Leg leg, boolean carrying) {
        Optional<Plan> next = desired().filter(plan -> plan.has(leg.route()));
        Optional<Plan> now = active.filter(plan -> plan.has(leg.route()));
        if (!leg.state().living() || next.isEmpty() && now.isEmpty()) {
            return spare.filter(it -> it.keeps(leg)).isPresent() ? new Goal.Spared() : new Goal.Gone();
        }
        boolean lost = next.isEmpty() && Contention.isToBeActivated(leg);
        if (lost && carrying && !desired().equals(active)) {
            return new Goal.Spared();
        }
        return next.filter(_ -> carrying)
                .or(() -> now)
                .<Goal>map(plan -> new Goal.Carrying(plan.bandwidthBps(), plan.revision()))
                .orElseGet(() -> new Goal.Held(next.orElseThrow().bandwidthBps()));
    }
}
