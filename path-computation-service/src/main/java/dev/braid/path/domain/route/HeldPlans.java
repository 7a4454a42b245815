package dev.braid.path.domain.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The plans whose bandwidth stays held until providers have let go. */
final class HeldPlans {
    /** So many of the newest plans that are not wanted any more stay whole: a report on them may be on its way. */
    private static final int LATE_REPORTS = 4;

    private HeldPlans() {}

    /**
     * With the plan that was wanted until now. Of what was held before stays what carries traffic, what may carry it again,
     * what a report on its way may still call active, and what adds to the newest plan; of the last only the largest over
     * each way, so that changes that wait for providers do not pile up.
     */
    static List<Plan> with(List<Plan> held, Plan newest, long activeRevision, long spareRevision) {
        List<Plan> all = new ArrayList<>();
        Map<Plan.Way, Plan> largest = new LinkedHashMap<>();
        for (int i = 0; i < held.size(); i++) {
            Plan each = held.get(i);
            boolean carries = each.revision() == activeRevision || each.revision() == spareRevision;
            boolean mayBecomeActive = each.generation() > 0 && held.size() - i < LATE_REPORTS;
            if (carries || mayBecomeActive) {
                all.add(each);
            } else if (addsTo(newest, each)) {
                largest.merge(each.way(), each.numbered(each.revision(), 0), HeldPlans::larger);
            }
        }
        all.addAll(largest.values());
        all.sort(Comparator.comparingLong(Plan::revision));
        all.add(newest);
        return all;
    }

    /** An older plan over the same links with no more bandwidth adds nothing to what a newer one holds. */
    private static boolean addsTo(Plan newer, Plan older) {
        return older.bandwidthBps() > newer.bandwidthBps() || !older.sameWay(newer);
    }

    /** The larger of two over the same links, until the newer of them is let go. */
    private static Plan larger(Plan older, Plan newer) {
        return older.bandwidthBps() > newer.bandwidthBps() ? older.numbered(newer.revision(), 0) : newer;
    }
}
