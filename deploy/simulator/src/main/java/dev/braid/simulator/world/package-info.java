/** Makes the demo network from a small readable source: metros, facilities, carriers, links, exchanges and clouds. */
package dev.braid.simulator.world;
