/** What adapters and their callers share beyond the contract. */
package dev.braid.adapter;
