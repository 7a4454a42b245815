package dev.braid.lab.agent;

import dev.braid.lab.order.OrderRecord;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An order, and what the kernel says of it just now. */
record OrderView(OrderRecord order, List<String> faults, List<String> remarks) {
    /** Whether the kernels hold all that the order needs. */
    boolean whole() {
        return faults.isEmpty();
    }

    String words() {
        return switch (order.phase()) {
            case HELD -> join("held", faults, remarks);
            case CEASED, UNDONE -> "ceased";
            case ACTIVE -> join(whole() ? "in service" : "not in service, though it was activated", faults, remarks);
        };
    }

    private static String join(String first, List<String> faults, List<String> remarks) {
        return Stream.of(Stream.of(first), faults.stream(), remarks.stream())
                .flatMap(part -> part)
                .collect(Collectors.joining("; "));
    }
}
