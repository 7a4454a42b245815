package dev.braid.benchmarks;

/** One way to answer the questions of a scene. */
interface Arm {
    /** How the table calls it. */
    String name();

    /** Answers one question, and gives a figure that all arms must agree on: the weight of the best, or -1 for none. */
    long answer(int question);

    /** Whether it answers the same question as the others, so that its figure must agree. */
    default boolean answersAlike() {
        return true;
    }

    /** What else there is to say of its answers, after the figures. */
    default String note() {
        return "";
    }

    /** How many of the questions it is asked, from the first on: slow arms fewer. */
    default int questions() {
        return Scene.QUESTIONS;
    }
}
