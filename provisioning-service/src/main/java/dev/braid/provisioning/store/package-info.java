/** Connections, legs and claims in PostgreSQL. */
package dev.braid.provisioning.store;
