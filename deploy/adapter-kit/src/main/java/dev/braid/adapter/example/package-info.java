/** The smallest whole adapter, to copy from. */
package dev.braid.adapter.example;
