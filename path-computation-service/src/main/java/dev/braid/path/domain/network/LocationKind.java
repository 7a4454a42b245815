package dev.braid.path.domain.network;

/** What kind of facility a location is. */
public enum LocationKind {
    DATA_CENTER,
    LANDING_STATION,
    CLOUD_EDGE
}
