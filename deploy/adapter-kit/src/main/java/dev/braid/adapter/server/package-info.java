/** Serves an adapter over the contract, so that its author writes only what is particular to the provider. */
package dev.braid.adapter.server;
