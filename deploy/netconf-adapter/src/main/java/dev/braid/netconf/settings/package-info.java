/** The settings file, and what is built from it. */
package dev.braid.netconf.settings;
