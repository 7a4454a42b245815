package dev.braid.simulator.domain;

import java.time.Instant;
import java.util.List;

/** What a customer asks of one order. All are safe to repeat. */
public sealed interface Command {

    /** The customer's plan that the command belongs to; commands of older plans than the newest seen are refused. */
    long revision();

    /** Whose command of several writers it is; once a later one was seen, commands of earlier ones are refused. */
    long epoch();

    /** When the command stops being meant. */
    Instant notAfter();

    /** Keep bandwidth free over these links. */
    record Reserve(List<String> linkIds, long bandwidthBps, long revision, long epoch, Instant notAfter)
            implements Command {
        public Reserve {
            linkIds = List.copyOf(linkIds);
        }
    }

    /** Let traffic flow. */
    record Activate(long revision, long epoch, Instant notAfter) implements Command {}

    /** Change the bandwidth. */
    record Modify(long bandwidthBps, long revision, long epoch, Instant notAfter) implements Command {}

    /** Let go of everything. */
    record Release(long revision, long epoch, Instant notAfter) implements Command {}
}
