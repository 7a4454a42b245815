package dev.braid.path.domain.network;

/** One thing of the network. */
public sealed interface Element permits Provider, Metro, Location, Node, Link, RiskGroup {
    /** What names it. */
    ElementReference reference();
}
