package dev.braid.simulator.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.braid.simulator.domain.Order;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/** One version of one order in one line: a checksum, a space, and the order as JSON. */
final class JournalLine {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    private static final int CHECKSUM_LENGTH = 8;

    private JournalLine() {}

    static byte[] write(Order order) {
        try {
            String json = MAPPER.writeValueAsString(order);
            return (checksum(json) + " " + json + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Order %s has no JSON form.".formatted(order.reference()), e);
        }
    }

    /** The order, or nothing where the line is not as it was written. */
    static Optional<Order> read(String line) {
        if (line.length() <= CHECKSUM_LENGTH + 1) {
            return Optional.empty();
        }
        String json = line.substring(CHECKSUM_LENGTH + 1);
        if (!line.startsWith(checksum(json) + " ")) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(json, Order.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String checksum(String json) {
        CRC32C crc = new CRC32C();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
