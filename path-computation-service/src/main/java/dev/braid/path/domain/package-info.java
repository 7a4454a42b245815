/** What path computation knows and how it decides: no framework, no message, no clock of its own. */
package dev.braid.path.domain;
