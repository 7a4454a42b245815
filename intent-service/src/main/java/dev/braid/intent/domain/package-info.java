/** What an intent is and how it lives. Pure: facts in, decisions out, nothing but the JDK. */
package dev.braid.intent.domain;
