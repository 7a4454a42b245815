package dev.braid.telemetry.domain;

import dev.braid.telemetry.domain.ConnectionJudge.Judged;
import dev.braid.telemetry.domain.ConnectionJudge.Repetition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One connection over the links a and b, its judge, and what the judge said. */
abstract class JudgingTest {
    static final HealthPolicy POLICY = new HealthPolicy(3, 5, 8, 10, 3, 10, 0.5, 5_000_000);
    static final long SECOND = 1_000_000;
    private static final Repetition REPETITION = new Repetition(5_000_000, 600_000_000);

    final Map<String, HopReading> readings = new HashMap<>();
    final List<Judgement> published = new ArrayList<>();
    long second = 1_000;
    long wallShiftUs;
    ConnectionJudge judge = judge(1, Optional.empty());

    /** Who may be at most 10 ms slow. */
    ConnectionJudge judge(long revision, Optional<Judged> known) {
        return judge(revision, Promises.latency(OptionalLong.of(10_000)), POLICY, known);
    }

    ConnectionJudge judge(long revision, Promises promises, HealthPolicy policy, Optional<Judged> known) {
        MeasuredPlan plan = new MeasuredPlan("t.i.1", "t.i", "t", revision, List.of("a", "b"), promises);
        return new ConnectionJudge(plan, policy, REPETITION, known, readings::get, now());
    }

    /** Starts anew with other promises. */
    void promise(Promises promises) {
        judge = judge(1, promises, POLICY, Optional.empty());
    }

    void measure(long aUs, long bUs) {
        second++;
        read("a", aUs, 0, false);
        read("b", bUs, 0, false);
        judgeNow();
    }

    void measure(int windows, long aUs, long bUs) {
        for (int i = 0; i < windows; i++) {
            measure(aUs, bUs);
        }
    }

    void read(String linkId, long latencyUs, double loss, boolean down) {
        read(linkId, latencyUs, 0, loss, down);
    }

    void read(String linkId, long latencyUs, long jitterUs, double loss, boolean down) {
        readings.put(
                linkId, new HopReading(linkId, latencyUs, 100, jitterUs, loss, down, second * SECOND, second * SECOND));
    }

    void judgeNow() {
        judge.judge(readings::get, now()).ifPresent(judgement -> {
            published.add(judgement);
            judge.published(judgement, now());
        });
    }

    Now now() {
        return new Now(wallUs(), second * SECOND);
    }

    long wallUs() {
        return 1_800_000_000 * SECOND + second * SECOND + wallShiftUs;
    }

    Judgement last() {
        return published.getLast();
    }
}
