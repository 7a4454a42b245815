/** The providers' APIs, each behind bounds of its own; the only package that speaks to the outside. */
package dev.braid.provisioning.provider;
