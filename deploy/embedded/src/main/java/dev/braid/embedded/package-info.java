/**
 * A real Kafka broker, a real PostgreSQL and a token issuer without anything installed: what tests and a single machine
 * run on. Nothing here is a stand-in; only the scale is small.
 */
package dev.braid.embedded;
