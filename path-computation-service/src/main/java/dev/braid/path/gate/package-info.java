/**
 * Looks at every automatic move once more before it goes out, with no line of what planned it: it counts and compares for
 * itself. In doubt nothing goes out.
 */
package dev.braid.path.gate;
