package dev.braid.simulator.http;

import dev.braid.simulator.domain.CarrierFault;
import dev.braid.simulator.domain.LinkFault;
import java.util.SortedMap;

/** All faults in force, by link and by carrier. */
public record FaultListView(SortedMap<String, LinkFault> links, SortedMap<String, CarrierFault> carriers) {}
