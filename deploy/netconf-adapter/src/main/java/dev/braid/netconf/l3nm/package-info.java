/** The part of ietf-l3vpn-ntw (RFC 9182) that orders need, to and from XML. */
package dev.braid.netconf.l3nm;
