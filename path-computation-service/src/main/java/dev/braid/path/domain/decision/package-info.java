/** What is known, what comes in, and what is decided on it. Everything here runs on one thread. */
package dev.braid.path.domain.decision;
