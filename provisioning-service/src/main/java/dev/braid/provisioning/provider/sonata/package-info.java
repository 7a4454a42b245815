/** Buys from carriers through the published LSO Sonata API of MEF/Mplify: qualify, quote, order, inventory. */
package dev.braid.provisioning.provider.sonata;
