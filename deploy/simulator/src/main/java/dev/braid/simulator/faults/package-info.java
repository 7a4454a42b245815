/** What is wrong at the moment, because somebody asked for it. */
package dev.braid.simulator.faults;
