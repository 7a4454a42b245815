package dev.braid.path.domain.route;

import java.util.Optional;

/**
 * The arcs that answer a question.
 *
 * @param proven whether nothing that does what is asked weighs less
 */
record Way(int[] working, Optional<int[]> protection, boolean proven) {}
