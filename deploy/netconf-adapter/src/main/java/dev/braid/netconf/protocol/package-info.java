/** NETCONF (RFC 6241) over a pair of streams: framing (RFC 6242), hello, calls. Knows neither SSH nor any data model. */
package dev.braid.netconf.protocol;
