/** What to ask of providers, decided from what is wanted and what is there. Pure: facts in, decision out. */
package dev.braid.provisioning.domain;
