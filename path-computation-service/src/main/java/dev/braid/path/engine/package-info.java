/**
 * The search for paths: plain arrays in, arc numbers out. It knows nothing of identifiers, messages or frameworks, so
 * that it can be replaced and measured alone: {@link dev.braid.path.engine.PathSearch} is its only door.
 *
 * <p>What is made least is a {@link dev.braid.path.engine.Weighing}: of one {@link dev.braid.path.engine.Metric} alone
 * ({@code Weighing.of(Metric.HOPS)}), or a mix of so much for each microsecond, each millionth of the price and each hop
 * ({@code Weighing.mix(perMicrosecond, perPriceMicro, perHop)}). Every search is exact under every weighing, and keeps
 * bounds of its own for each; mixes in proportion are one weighing.
 *
 * <p>A {@link dev.braid.path.engine.SearchResult} is proven or says that it is not: labels of bounded searches have a
 * budget, and where it is spent {@link dev.braid.path.engine.BoundedPath} says so instead of that there is no path.
 */
package dev.braid.path.engine;
