package dev.braid.simulator.http;

import java.util.List;

/** The orders that hold bandwidth, by reference. */
public record OrderListView(List<OrderView> orders) {}
