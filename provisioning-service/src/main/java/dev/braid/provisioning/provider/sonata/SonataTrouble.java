package dev.braid.provisioning.provider.sonata;

/** A seller answered, and the answer says nothing about the order: broken, unexpected, or a fault of its own. */
final class SonataTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SonataTrouble(String message) {
        super(message);
    }
}
