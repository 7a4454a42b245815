/** The API: orders for customers, faults for whoever plays with the simulator. */
package dev.braid.simulator.http;
