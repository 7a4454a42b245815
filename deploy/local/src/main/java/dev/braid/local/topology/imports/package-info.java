/**
 * Reads networks as others publish them and makes topology files of them: a reader for each format fills a draft, the
 * rest is the same for all. What is dropped or assumed on the way is counted, never silent.
 */
package dev.braid.local.topology.imports;
