/**
 * What stands between a judgement and a move. It is kept apart from what looks for better paths, so that neither can
 * be changed for the other's convenience.
 */
package dev.braid.path.guard;
