package dev.braid.benchmarks;

import dev.braid.path.engine.global.GlobalProblem;

/** What the global step is measured on. */
record GlobalInstance(String name, GlobalProblem problem) {}
