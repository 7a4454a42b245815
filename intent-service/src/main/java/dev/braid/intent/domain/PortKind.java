package dev.braid.intent.domain;

/** What stands behind a port. */
public enum PortKind {
    /** A building of the customer. */
    SITE,
    /** A cage or rack in a data centre. */
    DATA_CENTER,
    /** The edge of a cloud region. */
    CLOUD_ONRAMP,
    /** The network of a partner. */
    PARTNER
}
