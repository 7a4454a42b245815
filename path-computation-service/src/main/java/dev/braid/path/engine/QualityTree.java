package dev.braid.path.engine;

/**
 * The least that has to be used of a quality from every node to the nearest target.
 *
 * @param least the values it was grown on, by identity
 */
record QualityTree(int[] least, long[] bounds) {}
