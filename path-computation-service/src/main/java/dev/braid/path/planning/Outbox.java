package dev.braid.path.planning;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Takes what is decided, as soon as it is: it counts only once its transaction is committed. */
interface Outbox {
    void send(ProducerRecord<String, byte[]> message);

    /** What was sent so far does not count. */
    void startOver();
}
