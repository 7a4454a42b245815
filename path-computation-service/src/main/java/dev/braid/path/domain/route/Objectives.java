package dev.braid.path.domain.route;

import dev.braid.path.engine.Metric;
import java.util.OptionalLong;

/** What is asked of a path's quality, and what is best among the paths that give it. */
public record Objectives(Metric metric, OptionalLong maxLatencyUs) {}
