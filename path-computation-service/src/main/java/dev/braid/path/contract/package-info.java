/** The only place where messages of the contracts become domain and the other way round. */
package dev.braid.path.contract;
