package dev.braid.simulator.domain;

/**
 * What is wrong with a carrier's order API.
 *
 * @param rejectNext so many of the next requests for bandwidth are rejected
 * @param errorRate the share of requests that end in a server error, 0 to 1
 * @param delayMs every answer takes so much longer
 * @param frozen connections are accepted and nothing is answered
 * @param lie commands are acknowledged and not applied
 * @param doubles as a seller it takes a second order under a name that it has an order of
 */
public record CarrierFault(
        int rejectNext, double errorRate, long delayMs, boolean frozen, boolean lie, boolean doubles) {

    /** Nothing is wrong. */
    public static final CarrierFault NONE = new CarrierFault(0, 0, 0, false, false, false);

    /** The same with one rejection less to come. */
    public CarrierFault rejectedOne() {
        return new CarrierFault(Math.max(0, rejectNext - 1), errorRate, delayMs, frozen, lie, doubles);
    }
}
