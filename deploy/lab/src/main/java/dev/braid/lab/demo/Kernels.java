package dev.braid.lab.demo;

import dev.braid.lab.kernel.Kernel;
import dev.braid.lab.plan.LabPlan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all routers hold of orders, read where packets are forwarded. */
final class Kernels implements AutoCloseable {
    private final List<String> nodes;
    private final Kernel kernel;

    Kernels(LabPlan plan) {
        nodes = plan.nodes();
        kernel = new Kernel(plan, nodes);
    }

    /** What steers, forwards or polices packets of an order; a rule that keeps a port's packets in is of no order. */
    Map<String, String> held() {
        Map<String, String> held = new TreeMap<>();
        nodes.forEach(node -> held.putAll(kernel.read(node)));
        held.keySet().removeIf(key -> key.contains(" rule iif "));
        return held;
    }

    @Override
    public void close() {
        kernel.close();
    }
}
