package dev.braid.lab.agent;

import dev.braid.lab.order.OrderRecord;
import java.util.List;

/** An order, and what the kernel says of it just now. */
record OrderView(OrderRecord order, List<String> faults, List<String> remarks) {
    /** Whether the kernels hold all that the order needs. */
    boolean whole() {
        return faults.isEmpty();
    }

    String words() {
        return switch (order.phase()) {
            case HELD -> "held";
            case CEASED -> "ceased";
            case ACTIVE ->
                whole()
                        ? String.join("; ", join("in service", remarks))
                        : String.join("; ", join(join("not in service, though it was activated", faults), remarks));
        };
    }

    private static List<String> join(String first, List<String> rest) {
        return join(List.of(first), rest);
    }

    private static List<String> join(List<String> first, List<String> rest) {
        return java.util.stream.Stream.concat(first.stream(), rest.stream()).toList();
    }
}
