package dev.braid.simulator.domain;

/** What is wrong with a link: a detour that makes it longer, or a cut through which nothing arrives. */
public record LinkFault(long extraLatencyUs, boolean cut) {

    /** Nothing is wrong. */
    public static final LinkFault NONE = new LinkFault(0, false);

    public LinkFault {
        if (extraLatencyUs < 0) {
            throw new IllegalArgumentException("The extra latency (%d us) is negative.".formatted(extraLatencyUs));
        }
    }
}
