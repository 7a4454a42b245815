/** AutomationService: what operators say about automatic moves, and who said it. */
package dev.braid.path.automation;
