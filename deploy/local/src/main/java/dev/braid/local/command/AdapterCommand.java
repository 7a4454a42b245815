package dev.braid.local.command;

import picocli.CommandLine.Command;

/** Looks after adapters. */
@Command(name = "adapter", description = "Verifies adapters of providers.", subcommands = AdapterVerify.class)
public final class AdapterCommand {}
