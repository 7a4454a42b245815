package dev.braid.lab.bgp;

import dev.braid.lab.order.Entry;
import dev.braid.lab.plan.LabPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a carrier's routers have heard, and what they do about it: at each entrance, the valid policy with the highest
 * preference leads, of equals the one with the highest colour. A policy that is not heard of any more stays; only one
 * that was told to be not valid is given up. Pure but for its memory.
 */
final class Candidates {
    /** The later, the better. */
    static final Comparator<SrPolicy> BEST = Comparator.comparingLong(SrPolicy::preference)
            .thenComparingInt(policy -> policy.id().colour());

    private final LabPlan plan;
    private final Map<SrPolicy.Id, SrPolicy> known = new HashMap<>();

    Candidates(LabPlan plan) {
        this.plan = plan;
    }

    /** A change to a kernel. */
    sealed interface Step {
        record Put(Entry.Steering entry) implements Step {}

        record Remove(Entry.Steering entry) implements Step {}
    }

    /**
     * Takes news that came together, beside what the kernels hold. What stands in a kernel and is none of the policies
     * known here may be one that is still to be told: it is left alone until a policy is told again.
     */
    List<Step> heard(List<SrPolicy> news, Map<String, String> found) {
        Map<String, News> touched = new LinkedHashMap<>();
        for (SrPolicy policy : news) {
            Entry.Steering entry = Policies.entry(policy, plan);
            Optional<SrPolicy> before = Optional.ofNullable(known.put(policy.id(), policy));
            touched.computeIfAbsent(entry.key(), _ -> new News(entry)).add(policy, before);
        }
        List<Step> steps = new ArrayList<>();
        touched.forEach(
                (key, of) -> step(of, Optional.ofNullable(found.get(key))).ifPresent(steps::add));
        return steps;
    }

    /** What is known of these until now. */
    Map<SrPolicy.Id, Optional<SrPolicy>> before(List<SrPolicy> news) {
        Map<SrPolicy.Id, Optional<SrPolicy>> before = new HashMap<>();
        news.forEach(policy -> before.put(policy.id(), Optional.ofNullable(known.get(policy.id()))));
        return before;
    }

    /** What came of the news could not be done in full: they are none, and will be told again. */
    void unheard(Map<SrPolicy.Id, Optional<SrPolicy>> before) {
        before.forEach((id, policy) -> policy.ifPresentOrElse(it -> known.put(id, it), () -> known.remove(id)));
    }

    private Optional<Step> step(News news, Optional<String> there) {
        List<SrPolicy> rivals = known.values().stream()
                .filter(SrPolicy::valid)
                .filter(policy -> Policies.entry(policy, plan).key().equals(news.entry.key()))
                .toList();
        Optional<Entry.Steering> best = rivals.stream().max(BEST).map(policy -> Policies.entry(policy, plan));
        boolean explained = there.filter(value -> news.former.contains(value)
                        || rivals.stream()
                                .anyMatch(policy ->
                                        Policies.entry(policy, plan).value().equals(value)))
                .isPresent();
        boolean mayChange = there.isEmpty() ? news.offered : explained || news.again;
        if (!mayChange || best.map(Entry::value).equals(there)) {
            return Optional.empty();
        }
        return Optional.of(best.<Step>map(Step.Put::new).orElseGet(() -> new Step.Remove(news.entry)));
    }

    /** What came together for one entrance. */
    private final class News {
        private final Entry.Steering entry;
        private final Set<String> former = new HashSet<>();
        private boolean offered;
        private boolean again;

        News(Entry.Steering entry) {
            this.entry = entry;
        }

        void add(SrPolicy policy, Optional<SrPolicy> before) {
            offered |= policy.valid();
            again |= before.filter(known -> known.attempt() != policy.attempt()).isPresent();
            before.filter(SrPolicy::valid)
                    .map(known -> Policies.entry(known, plan).value())
                    .ifPresent(former::add);
        }
    }
}
