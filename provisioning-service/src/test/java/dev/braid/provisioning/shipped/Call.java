package dev.braid.provisioning.shipped;

/** What an adapter asks a provider. */
enum Call {
    /** Whether it could carry it, and for how much; LSO Sonata only. */
    QUALIFY,
    QUOTE,
    RESERVE,
    ACTIVATE,
    MODIFY,
    RELEASE,
    READ,
    LIST,
    /** What the adapter can do, over braid.adapter.v1 only. */
    DESCRIBE,
    /** That orders change, over braid.adapter.v1 only. */
    WATCH
}
