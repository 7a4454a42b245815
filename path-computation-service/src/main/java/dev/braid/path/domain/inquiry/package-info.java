/** What would be, on a copy of the live state: figures and lists, never a change. */
package dev.braid.path.domain.inquiry;
