package dev.braid.path.engine;

/**
 * Two paths that a search found, each as its arcs in order.
 *
 * @param working the one that is better alone
 * @param proven whether no other two that do what was asked weigh less together
 */
public record PathPair(int[] working, int[] protection, boolean proven) {}
