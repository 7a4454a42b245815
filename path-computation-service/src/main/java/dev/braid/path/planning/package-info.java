/**
 * The loop that joins decisions to Kafka. One replica of all writes: the one to which the consumer group assigns the
 * topic of intents. It commits what it decided and the offsets of what it answered in one transaction, and takes its
 * own decisions into memory only after that. The others follow the same topics.
 */
package dev.braid.path.planning;
