package dev.braid.lab.order;

/** Where an order is handed over: a customer's port or a fibre to a neighbour, and the number of the order there. */
public record End(String interconnectId, int number) {
    /** Nobody has said where. */
    public static final End OPEN = new End("", 0);

    /** Inside the carrier's network, where nothing comes in and nothing gets out. */
    public static End atRouter(String node) {
        return new End(node, 0);
    }

    public boolean open() {
        return interconnectId.isEmpty();
    }
}
