package dev.braid.provisioning.domain;

/** A command and what came of it. */
public record Reply(Command command, Answer answer) {}
