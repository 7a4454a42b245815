/** The order desks of the carriers: one for each provider of the topology file. */
package dev.braid.simulator.orders;
