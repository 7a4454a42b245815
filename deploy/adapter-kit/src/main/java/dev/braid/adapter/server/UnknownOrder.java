package dev.braid.adapter.server;

/** The provider knows no order under the reference. */
public final class UnknownOrder extends Exception {
    private static final long serialVersionUID = 1L;

    public UnknownOrder(String reference) {
        super("There is no order '%s'.".formatted(reference));
    }
}
