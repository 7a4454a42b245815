/** Takes in what path computation wants. */
package dev.braid.provisioning.intake;
