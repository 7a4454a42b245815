package dev.braid.path.gate;

import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.network.Topology;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a move is held against.
 *
 * @param measures what each link last measured, if anything
 * @param recount what all connections hold, the moved one too
 */
public record Surroundings(Topology topology, Function<String, Optional<LinkMeasure>> measures, Recount recount) {}
