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
    LIST
}
