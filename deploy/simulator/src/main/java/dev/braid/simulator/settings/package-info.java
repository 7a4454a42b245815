/** What can be set from outside. */
package dev.braid.simulator.settings;
