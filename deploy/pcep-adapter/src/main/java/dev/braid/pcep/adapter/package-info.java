/** Orders of the adapter contract as LSPs in both directions. */
package dev.braid.pcep.adapter;
