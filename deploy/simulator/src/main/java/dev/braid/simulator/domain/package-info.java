/** What a carrier is, without any machinery: orders and their states, capacity, faults, and what a link measures. */
package dev.braid.simulator.domain;
