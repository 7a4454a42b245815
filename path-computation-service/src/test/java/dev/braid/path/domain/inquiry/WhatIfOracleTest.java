package dev.braid.path.domain.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.contract.RecordProto;
import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.IntentPlanner;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.network.ElementKind;
import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.scenario.RandomWorld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What-ifs against the same things really happening to a state of its own, one after the other. */
class WhatIfOracleTest {
    private static final int WORLDS = 400;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void whatWouldBeIsWhatIsOnceItHappens(long seed) {
        Random random = new Random(seed);
        Map<Impact.Kind, Integer> seen = new TreeMap<>();
        int demandsFound = 0;
        for (int i = 0; i < WORLDS; i++) {
            RandomWorld world = new RandomWorld(random);
            PlanningState state = populated(world, random);
            WhatIf asked = asked(world, random);
            String before = all(state);
            Consequences consequences = WhatIfStudy.consequences(Snapshot.of(state), asked, () -> {});

            assertThat(all(state)).as("the live state").isEqualTo(before);
            WhatReallyHappens happened = new WhatReallyHappens(state, asked);
            assertThat(told(consequences))
                    .as("world %d of seed %d: %s", i, seed, asked)
                    .isEqualTo(happened.told());
            consequences.impacts().forEach(impact -> seen.merge(impact.kind(), 1, Integer::sum));
            demandsFound +=
                    consequences.demands().stream().anyMatch(dev.braid.path.domain.route.Answer.Found.class::isInstance)
                            ? 1
                            : 0;
        }
        for (Impact.Kind kind : Impact.Kind.values()) {
            assertThat(seen.getOrDefault(kind, 0))
                    .as("impacts that are %s", kind)
                    .isGreaterThan(WORLDS / 40);
        }
        assertThat(demandsFound).as("worlds in which demands are added").isGreaterThan(WORLDS / 20);
    }

    private static PlanningState populated(RandomWorld world, Random random) {
        PlanningState state = new PlanningState();
        state.apply(world.change());
        for (int intent = 0; intent < 12; intent++) {
            Demand demand = world.demand();
            Demand asked = random.nextInt(3) == 0 ? demand.withProtection(Optional.of(world.protection())) : demand;
            String key = "acme." + intent;
            Decision decision = IntentPlanner.requested(
                    state,
                    new Signal.IntentRequested(
                            key, "acme", 1, List.of(new Signal.RequestedConnection(key + ".1", asked))),
                    NOW);
            if (decision instanceof Decision.Changed(var records)) {
                records.forEach(record -> state.apply(new Change.RecordWritten(record)));
            }
        }
        return state;
    }

    private static WhatIf asked(RandomWorld world, Random random) {
        List<ElementReference> failures = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            Link link = world.links().get(random.nextInt(world.links().size()));
            failures.add(
                    switch (random.nextInt(5)) {
                        case 0 -> new ElementReference(ElementKind.NODE, link.fromNodeId());
                        case 1 -> new ElementReference(ElementKind.PROVIDER, link.providerId());
                        case 2 -> new ElementReference(ElementKind.RISK_GROUP, "risk-" + random.nextInt(4));
                        case 3 -> new ElementReference(ElementKind.LOCATION, "place-" + random.nextInt(4));
                        default -> link.reference();
                    });
        }
        List<PriceChange> prices = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            Link link = world.links().get(random.nextInt(world.links().size()));
            ElementReference of = random.nextBoolean()
                    ? link.reference()
                    : new ElementReference(ElementKind.PROVIDER, link.providerId());
            prices.add(new PriceChange(of, random.nextInt(3_000)));
        }
        List<Demand> demands = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            demands.add(world.demand());
        }
        List<Link> added = random.nextInt(3) == 0 ? world.another("new") : List.of();
        return new WhatIf(failures, added, prices, demands, 1_000);
    }

    /** All of it that an inquiry could have touched. */
    private static String all(PlanningState state) {
        StringBuilder all = new StringBuilder();
        state.book().after("").forEach(record -> all.append(RecordProto.message(record)));
        Network network = state.network();
        for (int arc = 0; arc < network.index().graph().arcCount(); arc++) {
            all.append(network.index().link(arc)).append(' ');
            all.append(state.book().reservedBps(network.index().link(arc).linkId()))
                    .append(' ');
            all.append(network.load().residualBps(arc)).append(' ');
            all.append(network.load().latencyUs(arc)).append(' ');
            all.append(network.load().priceMicrosPerGbpsHour(arc)).append(' ');
            all.append(network.load().usable(arc)).append('\n');
        }
        return all.toString();
    }

    private static List<String> told(Consequences consequences) {
        List<String> told = new ArrayList<>();
        for (Impact impact : consequences.impacts()) {
            told.add("%s %s %s -> %s, told why: %s"
                    .formatted(
                            impact.kind(),
                            impact.connection().connectionId(),
                            Aftermath.words(impact.before()),
                            impact.after().map(Aftermath::words).orElse("nothing"),
                            impact.rejection().isPresent()));
        }
        told.add("broken %d, unprotected %d, moved %d, dearer %d"
                .formatted(
                        consequences.brokenCount(),
                        consequences.unprotectedCount(),
                        consequences.movedCount(),
                        consequences.dearerCount()));
        told.add("price %d -> %d"
                .formatted(consequences.priceBeforeMicrosPerHour(), consequences.priceAfterMicrosPerHour()));
        told.add("utilisation %.6f -> %.6f"
                .formatted(consequences.maxUtilisationBefore(), consequences.maxUtilisationAfter()));
        consequences.demands().forEach(answer -> told.add(Aftermath.words(answer)));
        return told;
    }
}
