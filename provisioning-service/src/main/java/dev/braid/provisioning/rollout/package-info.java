/** The reconciler: joins the pure decision to database, events and providers. */
package dev.braid.provisioning.rollout;
