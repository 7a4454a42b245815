package dev.braid.pcep.session;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * A head-end router.
 *
 * @param id its name in the topology
 * @param sessionAddress where its PCEP session comes from
 * @param address what LSPs begin and end at
 */
public record Router(String id, InetAddress sessionAddress, Inet4Address address) {}
