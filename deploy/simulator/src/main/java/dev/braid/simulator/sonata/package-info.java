/**
 * What the carriers sell through the published LSO Sonata API of MEF/Mplify: purchases move the same orders at the same
 * desks as the plain order API does.
 */
package dev.braid.simulator.sonata;
