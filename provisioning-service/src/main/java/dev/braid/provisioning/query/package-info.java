/** Answers over gRPC what is wanted and held, and how providers behave. */
package dev.braid.provisioning.query;
