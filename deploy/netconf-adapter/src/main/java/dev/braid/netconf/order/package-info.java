/** Orders, as parts that the devices at both ends hold. */
package dev.braid.netconf.order;
