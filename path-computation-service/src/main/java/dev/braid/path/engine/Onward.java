package dev.braid.path.engine;

import java.util.Arrays;

/** How the ways on which bounds rest go on from each node, whatever is held, fails or gets dearer. */
final class Onward {
    /** The largest number that a byte can hold, unsigned. */
    static final int LARGEST_NUMBER = 255;

    /** By node, of its arcs the how manyth is the only one that leads on as well as the bound says; 0 for none such. */
    final byte[] numbers;

    /** By node, the least key that remains by any other arc. */
    final long[] otherwise;

    Onward(int nodeCount) {
        numbers = new byte[nodeCount];
        otherwise = new long[nodeCount];
        Arrays.fill(otherwise, KeyScale.UNREACHABLE);
    }

    /** This arc of the node leads on better than what did before. */
    void better(int node, byte number, long before) {
        numbers[node] = number;
        otherwise[node] = Math.min(otherwise[node], before);
    }

    /** Another arc leads on from the node, as well or less well. */
    void other(int node, long key, long best) {
        otherwise[node] = Math.min(otherwise[node], key);
        if (key == best) {
            numbers[node] = 0;
        }
    }
}
