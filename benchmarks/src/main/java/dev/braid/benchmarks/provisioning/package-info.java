/** provisioning-service as a process, before carriers that it speaks to over their own API. */
package dev.braid.benchmarks.provisioning;
