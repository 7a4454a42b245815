/** An active stateful PCE that takes orders by the adapter contract. */
package dev.braid.pcep;
