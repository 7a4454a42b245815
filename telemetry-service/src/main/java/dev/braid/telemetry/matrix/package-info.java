/** How far metros are from each other, as measured now or on a day. */
package dev.braid.telemetry.matrix;
