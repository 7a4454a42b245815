package dev.braid.path.domain.inquiry;

import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.network.Tariff;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.PathRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells what came of what really happened, in the words of an outlook.
 *
 * @param kinds of those that were hit
 * @param placings of those that are still there
 */
record Aftermath(
        PlanningState before,
        Map<PathRecord, String> kinds,
        Map<String, Placing> placings,
        List<String> demands,
        double fullestBefore,
        double fullestAfter) {
    List<String> told() {
        List<String> order = List.of("BREAKS", "LOSES_PROTECTION", "MOVES", "COSTS_MORE");
        Map<String, Integer> counts = new LinkedHashMap<>();
        int dearer = 0;
        long priceBefore = 0;
        List<PathRecord> impacts = new ArrayList<>();
        for (PathRecord record : before.book().after("").toList()) {
            if (record.plan().isEmpty()) {
                continue;
            }
            Placing was = placing(record.plan().get().hops(), protection(record), record, before);
            Placing is = placings.get(record.connectionId());
            priceBefore += was.priceMicrosPerHour();
            boolean costsMore = is != null && is.priceMicrosPerHour() > was.priceMicrosPerHour();
            dearer += costsMore ? 1 : 0;
            if (costsMore) {
                kinds.putIfAbsent(record, "COSTS_MORE");
            }
            if (kinds.containsKey(record)) {
                impacts.add(record);
                counts.merge(kinds.get(record), 1, Integer::sum);
            }
        }
        impacts.sort(Comparator.comparing((PathRecord record) -> order.indexOf(kinds.get(record)))
                .thenComparing(record -> record.demand().priority().hold())
                .thenComparing(record -> -record.demand().bandwidthBps())
                .thenComparing(PathRecord::connectionId));
        List<String> told = new ArrayList<>();
        for (PathRecord record : impacts) {
            String kind = kinds.get(record);
            Placing is = placings.get(record.connectionId());
            told.add("%s %s %s -> %s, told why: %s"
                    .formatted(
                            kind,
                            record.connectionId(),
                            words(placing(record.plan().orElseThrow().hops(), protection(record), record, before)),
                            is == null ? "nothing" : words(is),
                            order.indexOf(kind) < 2));
        }
        told.add("broken %d, unprotected %d, moved %d, dearer %d"
                .formatted(
                        counts.getOrDefault("BREAKS", 0),
                        counts.getOrDefault("LOSES_PROTECTION", 0),
                        counts.getOrDefault("MOVES", 0),
                        dearer));
        told.add("price %d -> %d"
                .formatted(
                        priceBefore,
                        placings.values().stream()
                                .mapToLong(Placing::priceMicrosPerHour)
                                .sum()));
        told.add("utilisation %.6f -> %.6f".formatted(fullestBefore, fullestAfter));
        told.addAll(demands);
        return told;
    }

    static String words(Placing placing) {
        return "%s + %s, %d us, %d micros"
                .formatted(
                        placing.linkIds(),
                        placing.protectionLinkIds(),
                        placing.latencyUs(),
                        placing.priceMicrosPerHour());
    }

    static String words(Answer answer) {
        return switch (answer) {
            case Answer.Found(var plan) -> plan.linkIds().toString();
            case Answer.None _ -> "none";
        };
    }

    static Placing placing(List<Hop> working, List<Hop> second, PathRecord record, PlanningState state) {
        Set<String> all = new java.util.LinkedHashSet<>();
        working.forEach(hop -> all.add(hop.linkId()));
        second.forEach(hop -> all.add(hop.linkId()));
        return new Placing(
                working.stream().map(Hop::linkId).toList(),
                second.stream().map(Hop::linkId).toList(),
                working.stream()
                        .mapToLong(hop -> state.topology()
                                .link(hop.linkId())
                                .orElseThrow()
                                .latencyFloorUs())
                        .sum(),
                all.stream()
                        .mapToLong(id -> Tariff.microsPerHour(
                                state.topology().link(id).orElseThrow().priceMicrosPerGbpsHour(),
                                record.demand().bandwidthBps()))
                        .sum());
    }

    static List<Hop> protection(PathRecord record) {
        return record.plan().orElseThrow().protection().map(path -> path.hops()).orElse(List.of());
    }
}
