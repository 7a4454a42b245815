/** PCEP messages (RFC 5440, 8231, 8281, 8408, 8664) as octets and as values; knows no connection. */
package dev.braid.pcep.wire;
