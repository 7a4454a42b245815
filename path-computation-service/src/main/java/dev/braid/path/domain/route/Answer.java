package dev.braid.path.domain.route;

/** The answer to a demand. That nothing fits is an answer too. */
public sealed interface Answer {
    /** There is a way; the plan has no revision and no generation yet. */
    record Found(Plan plan) implements Answer {}

    /** There is none; the rejection has no generation yet. */
    record None(Rejection rejection) implements Answer {}
}
