/** The suite that every adapter must pass, run against an address. */
package dev.braid.adapter.conformance;
