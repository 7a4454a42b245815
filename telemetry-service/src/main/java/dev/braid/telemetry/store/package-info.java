/** The history in PostgreSQL: SQL where one sees it, rows in and domain out. Blocks, so only threads that may wait call it. */
package dev.braid.telemetry.store;
