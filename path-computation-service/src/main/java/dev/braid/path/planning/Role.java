package dev.braid.path.planning;

/** What a replica is at a moment. */
public enum Role {
    /** Reads the topics from the beginning; knows too little to answer. */
    JOINING,
    /** Follows the topics and answers questions. */
    STANDBY,
    /** Decides, and writes what it decided. */
    WRITER
}
