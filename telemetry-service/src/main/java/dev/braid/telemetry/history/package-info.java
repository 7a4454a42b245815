/** What was measured, kept for later: written beside the loop and never in its way, and read for charts. */
package dev.braid.telemetry.history;
