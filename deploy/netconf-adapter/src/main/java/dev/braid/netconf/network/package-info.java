/** What the settings say of a carrier's network: where its links lead, and where orders leave it. Only the JDK. */
package dev.braid.netconf.network;
