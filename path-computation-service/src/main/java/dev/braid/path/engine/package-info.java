/**
 * The search for paths: plain arrays in, arc numbers out. It knows nothing of identifiers, messages or frameworks, so
 * that it can be replaced and measured alone: {@link dev.braid.path.engine.PathSearch} is its only door.
 */
package dev.braid.path.engine;
