package dev.braid.adapter.conformance;

import dev.braid.api.adapter.v1.Handoff;
import dev.braid.api.adapter.v1.ProviderFault;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A carrier in memory that misbehaves when told to; it numbers its orders itself and minds no reference twice. */
final class ModelProvider {
    static final long CAPACITY_BPS = 100_000_000_000L;
    static final String NOWHERE = "no such place";
    private static final String A = "meet-me-a";
    private static final String Z = "meet-me-z";

    private final Map<Integer, Sold> orders = new LinkedHashMap<>();
    private final Map<String, Integer> looks = new LinkedHashMap<>();
    private int numbers;
    private ProviderFault fault = ProviderFault.PROVIDER_FAULT_UNSPECIFIED;
    private int faultyCalls;

    /** One order as the carrier has it. */
    record Sold(int number, String reference, List<String> links, Ends ends, long bps, String state) {
        Sold in(String next) {
            return new Sold(number, reference, links, ends, bps, next);
        }

        Sold at(long nextBps) {
            return new Sold(number, reference, links, ends, nextBps, state);
        }

        Sold numbered(int next) {
            return new Sold(
                    next,
                    reference,
                    links,
                    new Ends(numbered(A, ends.a(), next), numbered(Z, ends.z(), next)),
                    bps,
                    state);
        }

        /** What was left open becomes the carrier's own choice. */
        private static Handoff numbered(String usual, Handoff asked, int next) {
            return asked.toBuilder()
                    .setInterconnectId(asked.getInterconnectId().isEmpty() ? usual : asked.getInterconnectId())
                    .setVlanId(asked.getVlanId() == 0 ? next : asked.getVlanId())
                    .build();
        }

        boolean living() {
            return !state.equals("gone");
        }
    }

    /** The carrier says no. */
    static final class No extends Exception {
        private static final long serialVersionUID = 1L;
        final boolean full;

        No(String words, boolean full) {
            super(words);
            this.full = full;
        }
    }

    private interface Work {
        Sold run() throws No;
    }

    synchronized void misbehave(ProviderFault how, int calls) {
        fault = how;
        faultyCalls = calls;
    }

    synchronized Sold place(String reference, List<String> links, Ends ends, long bps) throws IOException, No {
        return command(() -> {
            if (!links.stream().allMatch(List.of("ab", "bc")::contains)) {
                throw new No("no such link", false);
            }
            if (!List.of("", A).contains(ends.a().getInterconnectId())
                    || !List.of("", Z).contains(ends.z().getInterconnectId())) {
                throw new No(NOWHERE, false);
            }
            return store(new Sold(0, reference, links, ends, bps, "kept"), bps);
        });
    }

    synchronized Sold start(Sold order) throws IOException, No {
        return command(() -> store(order.in("flows"), 0));
    }

    synchronized Sold change(Sold order, long bps) throws IOException, No {
        return command(() -> store(order.at(bps), bps - order.bps()));
    }

    synchronized Sold cease(Sold order) throws IOException, No {
        return command(() -> store(order.in("gone"), 0));
    }

    synchronized List<Sold> all() throws IOException {
        return read(() -> List.copyOf(orders.values()));
    }

    /** The newest order of that reference, or null. */
    synchronized Sold find(String reference) throws IOException {
        return read(() -> orders.values().stream()
                .filter(it -> it.reference().equals(reference))
                .reduce((_, newer) -> newer)
                .orElse(null));
    }

    /** How often somebody has looked at the order; the clerk wakes up of it. */
    synchronized int looksAt(Sold order) {
        return looks.merge(order.reference(), 1, Integer::sum);
    }

    synchronized Map<String, Long> books() {
        Map<String, Long> held = new LinkedHashMap<>();
        orders.values().stream().filter(Sold::living).forEach(it -> held.merge(it.reference(), it.bps(), Long::sum));
        return held;
    }

    private Sold store(Sold order, long moreBps) throws No {
        long held = orders.values().stream()
                .filter(Sold::living)
                .mapToLong(Sold::bps)
                .sum();
        if (moreBps > 0 && held + moreBps > CAPACITY_BPS) {
            throw new No("no room", true);
        }
        Sold kept = order.number() == 0 ? order.numbered(numbers + 1) : order;
        if (now() != ProviderFault.PROVIDER_FAULT_LIES) {
            numbers = Math.max(numbers, kept.number());
            orders.put(kept.number(), kept);
        }
        return kept;
    }

    private Sold command(Work work) throws IOException, No {
        ProviderFault how = now();
        if (how == ProviderFault.PROVIDER_FAULT_REFUSES) {
            throw new No("we would rather not", false);
        }
        unlessDeaf(how);
        Sold result = work.run();
        if (how == ProviderFault.PROVIDER_FAULT_SILENT_AFTER) {
            throw new IOException("The carrier does not answer.");
        }
        count();
        return result;
    }

    private <T> T read(Supplier<T> work) throws IOException {
        unlessDeaf(now());
        return work.get();
    }

    private ProviderFault now() {
        return faultyCalls > 0 ? fault : ProviderFault.PROVIDER_FAULT_UNSPECIFIED;
    }

    private void count() {
        faultyCalls = Math.max(0, faultyCalls - 1);
    }

    private static void unlessDeaf(ProviderFault how) throws IOException {
        if (how == ProviderFault.PROVIDER_FAULT_SILENT_BEFORE) {
            throw new IOException("The carrier does not answer.");
        }
        if (how == ProviderFault.PROVIDER_FAULT_GARBAGE) {
            throw new Unreadable();
        }
    }

    /** The carrier answered nonsense. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("The carrier's answer cannot be read.");
        }
    }
}
