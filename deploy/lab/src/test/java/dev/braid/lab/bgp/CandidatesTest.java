package dev.braid.lab.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.plan.LabFile;
import dev.braid.lab.plan.LabPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What routers make of policies, whatever is lost, said twice or in disorder, beside what was said last. */
class CandidatesTest {
    private static final LabPlan PLAN = LabFile.read(java.nio.file.Path.of("lab.json"));
    private static final String FOREIGN = "encap seg6 segs fc00:0:a1:a3:: dev to-a3";
    private static final int COLOURS = 8;

    /** A speaker that holds what was said last, and routers that hear of it. */
    private static final class Routers {
        private final Random random;
        private final Map<SrPolicy.Id, SrPolicy> said = new HashMap<>();
        private final Map<String, String> kernel = new HashMap<>();
        private Candidates candidates = new Candidates(PLAN);
        private int writes;

        Routers(long seed) {
            random = new Random(seed);
        }

        /** Three entrances of a1 and a2, each with rivals of which no two say the same. */
        SrPolicy policy(int colour, boolean valid) {
            int place = colour % 3;
            Entrance entrance =
                    place == 0 ? new Entrance.Port(1) : place == 1 ? new Entrance.Handoff(3, 7) : new Entrance.Port(3);
            String node = place == 1 ? "a2" : "a1";
            SrPolicy.Id id = new SrPolicy.Id(colour, 1, "fc00:0:a3::1");
            return new SrPolicy(
                    id,
                    node,
                    entrance,
                    random.nextInt(4),
                    said.containsKey(id) ? said.get(id).attempt() : 0,
                    valid
                            ? List.of("fc00:0:%s:a3::".formatted(node), "fc00:0:a3:e000:%x::".formatted(colour))
                            : List.of());
        }

        static String key(SrPolicy policy) {
            return Policies.entry(policy, PLAN).key();
        }

        void hear(List<SrPolicy> news) {
            for (Candidates.Step step : candidates.heard(news, Map.copyOf(kernel))) {
                writes++;
                switch (step) {
                    case Candidates.Step.Put(var entry) -> {
                        kernel.put(entry.key(), entry.value());
                        assertThat(said.values())
                                .anyMatch(policy -> policy.valid()
                                        && Policies.entry(policy, PLAN).equals(entry));
                    }
                    case Candidates.Step.Remove(var entry) -> kernel.remove(entry.key());
                }
            }
        }

        void say(SrPolicy policy) {
            said.put(policy.id(), policy);
            hear(List.of(policy));
        }

        /** Plain: of what was said last, the valid one with the highest preference, then colour. */
        String shouldLead(String key) {
            String best = null;
            long bestRank = -1;
            for (SrPolicy policy : said.values()) {
                long rank = policy.preference() * 1000 + policy.id().colour();
                if (key(policy).equals(key) && !policy.segments().isEmpty() && rank > bestRank) {
                    bestRank = rank;
                    best = Policies.entry(policy, PLAN).value();
                }
            }
            return best;
        }

        boolean right(String key) {
            return Objects.equals(kernel.get(key), shouldLead(key));
        }

        void allRight() {
            for (SrPolicy policy : said.values()) {
                assertThat(kernel.get(key(policy))).as(key(policy)).isEqualTo(shouldLead(key(policy)));
            }
        }

        /** As an agent does that does not see its change: best first, not valid last. */
        void sayAgain(String key) {
            said.values().stream()
                    .filter(policy -> key(policy).equals(key))
                    .sorted(Comparator.comparing(SrPolicy::valid)
                            .thenComparing(Candidates.BEST)
                            .reversed())
                    .toList()
                    .forEach(policy -> say(policy.attempt(policy.attempt() + 1)));
        }

        List<SrPolicy> inDisorder() {
            List<SrPolicy> all = new ArrayList<>(said.values());
            Collections.shuffle(all, random);
            return all;
        }

        void forget() {
            candidates = new Candidates(PLAN);
        }
    }

    @Test
    void theBestLeadsAfterEachChangeAndNothingIsWrittenWhenAllIsSaidAgain() {
        int written = 0;
        for (int seed = 0; seed < 200; seed++) {
            Routers routers = new Routers(seed);
            for (int i = 0; i < 40; i++) {
                int before = routers.writes;
                switch (routers.random.nextInt(6)) {
                    case 0, 1, 2 -> {
                        routers.say(routers.policy(routers.random.nextInt(COLOURS), routers.random.nextInt(3) > 0));
                        assertThat(routers.writes - before).isLessThanOrEqualTo(1);
                        written += routers.writes - before;
                    }
                    // The agent on the routers is started again, and told all at once.
                    case 3 -> {
                        routers.forget();
                        routers.hear(routers.inDisorder());
                        assertThat(routers.writes).isEqualTo(before);
                    }
                    // The session was lost and is back.
                    case 4 -> {
                        routers.inDisorder().forEach(policy -> routers.hear(List.of(policy)));
                        assertThat(routers.writes).isEqualTo(before);
                    }
                    // Both, so that nothing is known when one after the other is told.
                    default -> {
                        routers.forget();
                        routers.inDisorder().forEach(policy -> routers.hear(List.of(policy)));
                        assertThat(routers.writes).isEqualTo(before);
                    }
                }
                routers.allRight();
            }
        }
        assertThat(written).isGreaterThan(1000);
    }

    @Test
    void aChangeTakesEffectAtMostWhenItIsSaidAgainHoweverLittleIsKnown() {
        int again = 0;
        for (int seed = 0; seed < 1500; seed++) {
            Routers routers = new Routers(seed);
            for (int i = 0; i < 12; i++) {
                routers.say(routers.policy(routers.random.nextInt(COLOURS), routers.random.nextInt(4) > 0));
            }
            routers.forget();
            List<SrPolicy> part = routers.inDisorder();
            part.subList(0, routers.random.nextInt(part.size() + 1)).forEach(policy -> routers.hear(List.of(policy)));
            int before = routers.writes;
            SrPolicy news = routers.policy(routers.random.nextInt(COLOURS), routers.random.nextInt(4) > 0);
            routers.say(news);
            if (!routers.right(Routers.key(news))) {
                again++;
                routers.sayAgain(Routers.key(news));
            }
            routers.allRight();
            // One on the way, where the best was not known yet.
            assertThat(routers.writes - before).isLessThanOrEqualTo(2);
        }
        assertThat(again).isGreaterThan(100);
    }

    @Test
    void whatSomebodyElsePutThereStaysUntilAPolicyIsSaidAgain() {
        Set<Boolean> valid = new HashSet<>();
        for (int seed = 0; seed < 1000; seed++) {
            Routers routers = new Routers(seed);
            for (int i = 0; i < 10; i++) {
                routers.say(routers.policy(routers.random.nextInt(COLOURS), routers.random.nextInt(4) > 0));
            }
            String key = Routers.key(routers.inDisorder().getFirst());
            boolean led = routers.shouldLead(key) != null;
            valid.add(led);
            routers.kernel.put(key, FOREIGN);
            routers.forget();
            routers.hear(routers.inDisorder());
            routers.inDisorder().forEach(policy -> routers.hear(List.of(policy)));
            assertThat(routers.kernel.get(key)).isEqualTo(FOREIGN);
            routers.sayAgain(key);
            routers.allRight();
        }
        assertThat(valid).hasSize(2);
    }
}
