package dev.braid.adapter.conformance;

import java.util.function.Consumer;

/** One promise of the contract, and how to try it. */
record Check(String name, String promise, Consumer<Trial> body) {}
