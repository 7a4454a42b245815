/** The service as it is shipped, in a process of its own that may be killed, before carriers that misbehave call by call. */
package dev.braid.provisioning.shipped;
