/** What is agreed with every tenant about promises that are not kept. */
package dev.braid.intent.agreement;
