/** What was promised for a month, what was measured, and what is credited for it. */
package dev.braid.intent.domain.sla;
