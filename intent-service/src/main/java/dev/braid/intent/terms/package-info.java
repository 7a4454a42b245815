/** What a wish may ask of its paths, beside what stands with the fields of the contract. */
package dev.braid.intent.terms;
