/** The topology as it is applied, listed and loaded. */
package dev.braid.path.catalogue;
