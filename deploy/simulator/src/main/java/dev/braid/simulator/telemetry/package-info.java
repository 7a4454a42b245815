/** What the links of all carriers measure, once a second. */
package dev.braid.simulator.telemetry;
