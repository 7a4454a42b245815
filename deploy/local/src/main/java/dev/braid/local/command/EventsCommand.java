package dev.braid.local.command;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.braid.api.Topic;
import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.local.client.EventReader;
import dev.braid.local.installation.Installation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads the topics that are public contracts. */
@Command(name = "events", description = "Reads public topics.", subcommands = EventsCommand.Billing.class)
public final class EventsCommand {
    /** Prints billing records, one JSON object a line. */
    @Command(name = "billing", description = "Prints the billing records, one JSON object a line.")
    static final class Billing implements Callable<Integer> {
        @Option(
                names = {"-f", "--follow"},
                description = "Go on as more is written.")
        private boolean follow;

        @Override
        public Integer call() throws InvalidProtocolBufferException {
            JsonFormat.Printer json = JsonFormat.printer().omittingInsignificantWhitespace();
            try (EventReader reader =
                    EventReader.fromStart(Installation.current().bootstrapServers(), Topic.BILLING)) {
                print(reader.readToEnd(), json);
                while (follow) {
                    print(reader.next(Duration.ofSeconds(1)), json);
                }
            }
            return 0;
        }

        private static void print(List<ConsumerRecord<String, byte[]>> records, JsonFormat.Printer json)
                throws InvalidProtocolBufferException {
            for (ConsumerRecord<String, byte[]> record : records) {
                System.out.println(json.print(BillingRecord.parseFrom(record.value())));
            }
        }
    }
}
