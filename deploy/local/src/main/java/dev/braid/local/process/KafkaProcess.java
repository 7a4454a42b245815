package dev.braid.local.process;

import dev.braid.embedded.EmbeddedKafka;
import java.nio.file.Path;

/** The broker as a process of its own: arguments are its data folder and its port. */
public final class KafkaProcess {
    private KafkaProcess() {}

    /** Runs until it is asked to stop. */
    public static void main(String[] arguments) {
        EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "kafka-closer"));
        System.out.println("Kafka answers at " + kafka.bootstrapServers());
        kafka.awaitStop();
    }
}
