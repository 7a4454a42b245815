package dev.braid.path.domain.route;

/** What made path computation act. */
public enum Cause {
    SUBMITTED,
    CHANGED,
    HEALTH,
    PROVIDER_REFUSED,
    TERMINATED,
    INQUIRY,
    LINK_FAILED,
    WINDOW,
    PREEMPTED
}
