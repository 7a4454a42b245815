/** Rows and their domain values. The session is a parameter: only platform opens one. */
package dev.braid.intent.store;
