/** Between the contracts of Braid and the domain: the only place that knows both. */
package dev.braid.intent.contract;
