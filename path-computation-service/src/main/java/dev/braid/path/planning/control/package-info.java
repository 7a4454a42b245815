/**
 * The state of automation on its topic, and the file that stops one machine. Every replica follows and may write: what
 * it writes is decided on the newest record, under a transaction that shuts out whoever else is about to write.
 */
package dev.braid.path.planning.control;
