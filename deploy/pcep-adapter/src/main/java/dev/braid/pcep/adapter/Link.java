package dev.braid.pcep.adapter;

import dev.braid.pcep.wire.Hop;

/**
 * One direction of a link.
 *
 * @param id in the words of the topology
 * @param backId its other direction
 * @param hop the segment that leads over it
 * @param capacityBps what orders may hold of it, in bits per second
 */
record Link(String id, String backId, String fromRouter, String toRouter, Hop.Segment hop, long capacityBps) {}
