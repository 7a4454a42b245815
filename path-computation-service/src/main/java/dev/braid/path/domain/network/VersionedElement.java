package dev.braid.path.domain.network;

/** An element and the version that its last change gave it. */
public record VersionedElement(long version, Element element) {}
