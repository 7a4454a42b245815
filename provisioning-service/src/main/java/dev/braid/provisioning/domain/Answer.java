package dev.braid.provisioning.domain;

/** What came of a command to a provider. Silence is an answer too, and never a no. */
public sealed interface Answer {
    /** The provider did it, or had done it before; this is how the order stands now. */
    record Done(Order order) implements Answer {}

    /** The provider knows no order under our reference. */
    record Missing() implements Answer {}

    /** The provider will not do it; asking again would not help. */
    record Refused(String code, String reason) implements Answer {}

    /** Nobody knows whether the provider did it: no answer, or none that can be believed. */
    record Unknown(String cause) implements Answer {}
}
