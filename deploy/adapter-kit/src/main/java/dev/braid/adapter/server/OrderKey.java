package dev.braid.adapter.server;

/** Which order of which provider. */
record OrderKey(String providerId, String reference) {}
