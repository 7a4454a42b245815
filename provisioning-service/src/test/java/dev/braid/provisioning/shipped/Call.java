package dev.braid.provisioning.shipped;

/** What an adapter asks a provider. */
enum Call {
    RESERVE,
    ACTIVATE,
    MODIFY,
    RELEASE,
    READ,
    LIST
}
