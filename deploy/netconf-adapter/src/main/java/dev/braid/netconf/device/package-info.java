/** Devices and controllers: how they are reached over SSH, and how several are changed together or not at all. */
package dev.braid.netconf.device;
