package dev.braid.path.domain.network;

/** What kind of link it is. */
public enum LinkKind {
    TERRESTRIAL,
    SUBMARINE,
    METRO,
    INTERCONNECT
}
