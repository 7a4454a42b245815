package dev.braid.path.domain.route;

/** What a plan takes of its links, and when. */
public record Reservation(Plan plan, Interval time) {}
