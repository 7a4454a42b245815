/**
 * Linear programs by OR-Tools for the engine, which knows only the interface: native code stays apart, off the way of
 * single requests, and can be left out.
 */
package dev.braid.path.optimise;
