/** The published LSO Sonata API of MEF/Mplify, for each carrier: names, states and errors as published. */
package dev.braid.simulator.http.sonata;
