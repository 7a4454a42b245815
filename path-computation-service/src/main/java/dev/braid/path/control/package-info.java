/**
 * What people decided about automatic moves: the modes, and the stop. Pure: facts in, decision out. To be stricter takes
 * one person, to be less strict two.
 */
package dev.braid.path.control;
