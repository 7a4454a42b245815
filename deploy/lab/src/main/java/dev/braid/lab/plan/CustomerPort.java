package dev.braid.lab.plan;

/** Where a customer's network begins. Two customers may use the same addresses behind their ports. */
public record CustomerPort(
        int number, String name, String portId, String node, String lan, long delayUs, long capacityBps) {
    /** The carrier's side of the wire between them. */
    public String carrierAddress() {
        return "172.16.%d.1".formatted(number);
    }

    /** The customer's side of it. */
    public String customerAddress() {
        return "172.16.%d.2".formatted(number);
    }

    /** The table of the carrier's router that says where what comes in here goes. */
    public int table() {
        return 1000 + number;
    }

    /** The customer's address, without the length of its prefix. */
    public String lanAddress() {
        return lan.substring(0, lan.indexOf('/'));
    }
}
