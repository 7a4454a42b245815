/** Demands and their answers: the plans that are in force, what they hold, and why a demand cannot be met. */
package dev.braid.path.domain.route;
