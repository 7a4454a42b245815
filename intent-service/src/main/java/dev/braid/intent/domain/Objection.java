package dev.braid.intent.domain;

/** Why a wish cannot be taken: the field, and its value beside the bound. */
public record Objection(String field, String description) {}
