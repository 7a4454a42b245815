package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.network.LinkQuality;
import dev.braid.path.domain.network.Topology;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which links failed and came back of late. Such a link is damped until it was well for a time that doubles each time it
 * fails again, up to an hour: no connection is moved onto it for its health meanwhile. After an hour of being well it is
 * as if it had never failed. After a restart the plans that connections were moved to say which links they left. Links
 * that become slow again and again need no such memory: moves off them are few an hour.
 */
final class FlapMemory {
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration MOST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 7;
    /** Paths are not weighed by loss, and a link that loses so much is no help to anybody. */
    private static final double BAD_LOSS_RATIO = 0.25;

    private final Layered<String, Track> tracks;
    private Set<String> damped;
    private boolean dampedIsOwn;

    private enum Condition {
        WELL,
        LOSSY,
        DOWN
    }

    /**
     * One link.
     *
     * @param times how often it failed
     * @param changeTime when it failed or came back last
     * @param heardTime of its newest measure; {@link Instant#MIN} where there is none
     */
    private record Track(int times, Condition condition, Instant changeTime, Instant heardTime) {
        boolean isWell() {
            return condition == Condition.WELL;
        }

        /** What is down nobody is moved onto anyway. */
        boolean isDamped() {
            return switch (condition) {
                case WELL -> heardTime.isBefore(changeTime.plus(damping(times)));
                case LOSSY -> true;
                case DOWN -> false;
            };
        }

        boolean isForgotten() {
            return isWell() && !heardTime.isBefore(changeTime.plus(MOST));
        }
    }

    FlapMemory() {
        this(new Layered<>(), new HashSet<>(), true);
    }

    private FlapMemory(Layered<String, Track> tracks, Set<String> damped, boolean dampedIsOwn) {
        this.tracks = tracks;
        this.damped = damped;
        this.dampedIsOwn = dampedIsOwn;
    }

    FlapMemory fork() {
        return new FlapMemory(tracks.fork(), damped, false);
    }

    /** Knows which links are damped now, and learns nothing more of the original. */
    FlapMemory copy() {
        return new FlapMemory(new Layered<>(), new HashSet<>(damped), true);
    }

    void adopt(FlapMemory fork) {
        tracks.adopt(fork.tracks);
        if (fork.dampedIsOwn) {
            damped = fork.damped;
            dampedIsOwn = true;
        }
    }

    private static Duration damping(int times) {
        Duration doubled = FIRST.multipliedBy(1L << Math.clamp(times - 1, 0, MOST_DOUBLINGS));
        return doubled.compareTo(MOST) < 0 ? doubled : MOST;
    }

    void read(LinkMeasure measure) {
        Condition condition = condition(measure);
        Instant now = measure.measureTime();
        Optional<Track> known = tracks.find(measure.linkId()).filter(track -> !isLongAgo(track, now));
        if (known.isEmpty() && condition == Condition.WELL) {
            forget(measure.linkId());
            return;
        }
        Track before = known.orElse(new Track(0, Condition.WELL, now, now));
        boolean well = condition == Condition.WELL;
        boolean changes = well != before.isWell() || before.heardTime().equals(Instant.MIN);
        int times = before.times() + (before.isWell() && !well ? 1 : 0);
        keep(measure.linkId(), new Track(times, condition, changes ? now : before.changeTime(), now));
    }

    private static boolean isLongAgo(Track track, Instant now) {
        return track.isWell() && !now.isBefore(track.changeTime().plus(MOST));
    }

    private static Condition condition(LinkMeasure measure) {
        if (measure.down()) {
            return Condition.DOWN;
        }
        double lossRatio = measure.quality().map(LinkQuality::lossRatio).orElse(0.0);
        return lossRatio >= BAD_LOSS_RATIO ? Condition.LOSSY : Condition.WELL;
    }

    /** The links that a connection was moved off had failed when that was decided. */
    void read(Optional<PathRecord> before, PathRecord after, Layered<String, LinkMeasure> measures) {
        Optional<Plan> moved = after.plan()
                .filter(plan -> plan.why().cause() == Cause.LINK_FAILED)
                .filter(plan -> before.flatMap(PathRecord::plan)
                        .filter(old -> old.revision() == plan.revision())
                        .isEmpty());
        if (moved.isEmpty()) {
            return;
        }
        Instant hourBefore = after.decideTime().minus(MOST);
        int times = after.moves().since(hourBefore, true);
        for (String linkId : moved.get().why().blamedLinkIds()) {
            Instant heardTime =
                    measures.find(linkId).map(LinkMeasure::measureTime).orElse(Instant.MIN);
            if (heardTime.isAfter(after.decideTime().plus(MOST))) {
                continue;
            }
            Track known = tracks.find(linkId).orElse(new Track(0, Condition.WELL, heardTime, heardTime));
            Instant changeTime = heardTime.equals(Instant.MIN) ? after.decideTime() : known.changeTime();
            keep(linkId, new Track(Math.max(times, known.times()), known.condition(), changeTime, heardTime));
        }
    }

    private void keep(String linkId, Track track) {
        if (track.isForgotten()) {
            forget(linkId);
            return;
        }
        tracks.put(linkId, track);
        if (track.isDamped() != damped.contains(linkId)) {
            ownDamped();
            if (!damped.remove(linkId)) {
                damped.add(linkId);
            }
        }
    }

    void forget(String linkId) {
        if (tracks.find(linkId).isPresent()) {
            tracks.remove(linkId);
            ownDamped();
            damped.remove(linkId);
        }
    }

    private void ownDamped() {
        if (!dampedIsOwn) {
            damped = new HashSet<>(damped);
            dampedIsOwn = true;
        }
    }

    /** The links onto which nothing is moved for its health, in both directions. */
    Set<String> damped(Topology topology) {
        Set<String> both = new HashSet<>(damped);
        damped.forEach(linkId -> topology.link(linkId).map(Link::reverseLinkId).ifPresent(both::add));
        return both;
    }
}
