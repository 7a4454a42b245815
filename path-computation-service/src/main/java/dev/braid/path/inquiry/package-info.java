/** Answers about paths, for tenants and operators. */
package dev.braid.path.inquiry;
