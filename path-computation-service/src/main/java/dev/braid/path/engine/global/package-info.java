/**
 * One step for the whole network: where all demands should run so that the worst utilisation, the total price or the
 * total latency is least, with a bound that proves how near the answer is, and the single moves that lead there safely.
 * {@link dev.braid.path.engine.global.GlobalProblem} is what is asked; numbers only, and no clock: effort is counted.
 */
package dev.braid.path.engine.global;
