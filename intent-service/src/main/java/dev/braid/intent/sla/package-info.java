/** The months of connections: what was promised, what was measured, and what is credited for it. */
package dev.braid.intent.sla;
