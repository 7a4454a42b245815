/** The network as it is known: its elements, the rules they keep to, and the graph that is searched. */
package dev.braid.path.domain.network;
