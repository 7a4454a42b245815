/** Sessions with head-end routers, and what they have reported in them. */
package dev.braid.pcep.session;
