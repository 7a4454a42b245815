package dev.braid.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.api.intent.v1.UpdateIntentRequest;
import dev.braid.api.path.v1.FindWindowRequest;
import dev.braid.api.telemetry.v1.IngestSamplesResponse;
import dev.braid.api.telemetry.v1.Sample;
import dev.braid.gateway.contract.Contracts;
import dev.braid.platform.errors.Refusal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMessageReaderTest {
    private static final Descriptor SUBMIT = SubmitIntentRequest.getDescriptor();

    /** Google's own printer is the oracle: whatever it writes of any message of the contracts is read back the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void readsWhatTheReferenceWrites(long seed) throws InvalidProtocolBufferException {
        Random random = new Random(seed);
        for (Descriptor type : new Contracts().messages()) {
            DynamicMessage message = RandomMessages.next(type, random, 0);
            for (JsonFormat.Printer printer : List.of(
                    JsonFormat.printer(),
                    JsonFormat.printer().preservingProtoFieldNames(),
                    JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace())) {
                String json = printer.print(message);
                assertThat(JsonMessageReader.read(json, type)).as(json).isEqualTo(message);
            }
            assertThat(JsonMessageReader.read(ProtoJson.print(message), type)).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                                  | body: must be one JSON object
            null                                                | body: must be one JSON object
            {                                                   | body: is not well-formed JSON at line 1
            {"intentId":"a"} x                                  | body: is not well-formed JSON at line 1
            {"intentId":"a"}{}                                  | body: has something behind its object, at line 1, column 17
            {"intentId":"a",}                                   | body: is not well-formed JSON at line 1
            {intentId:"a"}                                      | body: is not well-formed JSON at line 1
            {"intentId":'a'}                                    | body: is not well-formed JSON at line 1
            {"intentId":"a"/*x*/}                               | body: is not well-formed JSON at line 1
            {"spec":{"bandwidthBps":NaN}}                       | body: is not well-formed JSON at line 1
            {"spec":{"bandwidthBps":"NaN"}}                     | spec.bandwidthBps: takes a whole number from -9223372036854775808 to 9223372036854775807, not 'NaN'
            {"spec":{"bandwidthBps":1.5}}                       | spec.bandwidthBps: takes a whole number, not '1.5'
            {"spec":{"bandwidthBps":9223372036854775808}}       | spec.bandwidthBps: takes a whole number from
            {"spec":{"bandwidthBps":1e999999999}}               | spec.bandwidthBps: takes a whole number from
            {"spec":{"bandwidthBps":1e-999999999}}              | spec.bandwidthBps: takes a whole number
            {"spec":{"bandwidthBps":true}}                      | spec.bandwidthBps: takes a number, not true or false
            {"spec":{"bandwidthBps":{}}}                        | spec.bandwidthBps: takes a number, not an object
            {"intentId":1}                                      | intentId: takes a text, not a number
            {"validateOnly":"true"}                             | validateOnly: takes true or false, not a text
            {"nonsense":1}                                      | nonsense: is unknown; SubmitIntentRequest has intentId, spec, validateOnly
            {"spec":{"portIds":["a",{"b":1}]}}                  | spec.portIds[1]: takes a text, not an object
            {"spec":{"portIds":["a",null]}}                     | spec.portIds[1]: takes a text, not null
            {"spec":{"portIds":"a"}}                            | spec.portIds: takes a list, not a text
            {"spec":{"objectives":{"metric":"METRIC_BEAUTY"}}}  | spec.objectives.metric: takes one of METRIC_UNSPECIFIED, METRIC_LATENCY, METRIC_PRICE, METRIC_HOPS, METRIC_WEIGHTED, not 'METRIC_BEAUTY'
            {"spec":{"objectives":{"metric":99}}}               | spec.objectives.metric: takes one of
            {"spec":[]}                                         | spec: takes an object, not a list
            {"intentId":"a","intentId":"b"}                     | intentId: comes twice
            {"intentId":"a","intent_id":"b"}                    | intent_id: comes twice
            {"intentId":null,"intentId":"b"}                    | intentId: comes twice
            {"intentId":"\\ud800"}                              | intentId: holds half a character (\\ud800) at 0
            """)
    void refusesWhatTheContractDoesNotKnowAndNamesThePlace(String json, String expected) {
        assertThatThrownBy(() -> JsonMessageReader.read(json.strip(), SUBMIT))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(expected.strip());
    }

    @Test
    void refusesADepthBombWhereverItStands() {
        String bomb = "[".repeat(100_000);
        assertThatThrownBy(() -> JsonMessageReader.read("{\"spec\":{\"portIds\":" + bomb, SUBMIT))
                .hasMessageStartingWith("spec.portIds[0]: takes a text, not a list");
        assertThatThrownBy(() -> JsonMessageReader.read("{\"updateMask\":" + bomb, UpdateIntentRequest.getDescriptor()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("nesting depth (33)");
    }

    @Test
    void takesWholeNumbersInEveryForm() {
        for (String number : List.of("5000000", "\"5000000\"", "5e6", "5.0E+6", "\"5e6\"", "5000000.000")) {
            DynamicMessage message =
                    JsonMessageReader.read("{\"spec\":{\"bandwidthBps\":%s}}".formatted(number), SUBMIT);
            assertThat(ProtoJson.print(message)).contains("\"bandwidthBps\":\"5000000\"");
        }
    }

    @Test
    void takesFieldMasksTimesAndMaps() {
        assertThat(ProtoJson.print(JsonMessageReader.read(
                        "{\"updateMask\":\"bandwidthBps,objectives.maxLatencyUs\"}",
                        UpdateIntentRequest.getDescriptor())))
                .contains("\"updateMask\":\"bandwidthBps,objectives.maxLatencyUs\"");
        assertThat(ProtoJson.print(JsonMessageReader.read(
                        "{\"measureTime\":\"2026-01-02T03:04:05.6+01:00\"}", Sample.getDescriptor())))
                .contains("\"measureTime\":\"2026-01-02T02:04:05.600Z\"");
        assertThat(ProtoJson.print(JsonMessageReader.read(
                        "{\"refusedCounts\":{\"below_floor\":\"3\"}}", IngestSamplesResponse.getDescriptor())))
                .contains("\"below_floor\":\"3\"");
        assertThatThrownBy(() -> JsonMessageReader.read("{\"measureTime\":\"yesterday\"}", Sample.getDescriptor()))
                .hasMessage("measureTime: takes a Timestamp, not 'yesterday'");
        assertThat(ProtoJson.print(
                        JsonMessageReader.read("{\"duration\":\"5400.5s\"}", FindWindowRequest.getDescriptor())))
                .contains("\"duration\":\"5400.500s\"");
        assertThatThrownBy(
                        () -> JsonMessageReader.read("{\"duration\":\"an hour\"}", FindWindowRequest.getDescriptor()))
                .hasMessage("duration: takes a Duration, not 'an hour'");
        assertThatThrownBy(() -> JsonMessageReader.read("{\"lossRatio\":1e400}", Sample.getDescriptor()))
                .hasMessageStartingWith("lossRatio: takes a number from");
    }

    @Test
    void refusesTwoMembersOfAOneof() {
        Descriptor computed = new Contracts()
                .messages().stream()
                        .filter(type -> type.getName().equals("ComputedPath"))
                        .findFirst()
                        .orElseThrow();
        assertThatThrownBy(() -> JsonMessageReader.read("{\"plan\":{},\"rejection\":{}}", computed))
                .hasMessage("rejection: excludes plan; only one of them may be there");
    }

    /** Random messages of any type, with every field now there and now not. */
    private static final class RandomMessages {
        static DynamicMessage next(Descriptor type, Random random, int depth) {
            DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
            if (type.getFullName().equals("google.protobuf.Timestamp")) {
                return builder.setField(type.findFieldByName("seconds"), (long) random.nextInt())
                        .setField(type.findFieldByName("nanos"), random.nextInt(1_000_000_000))
                        .build();
            }
            if (type.getFullName().equals("google.protobuf.Duration")) {
                return builder.setField(type.findFieldByName("seconds"), (long) random.nextInt(315_576_001))
                        .setField(type.findFieldByName("nanos"), random.nextInt(1_000_000_000))
                        .build();
            }
            if (type.getFullName().equals("google.protobuf.FieldMask")) {
                return builder.addRepeatedField(type.findFieldByName("paths"), "a_b.c_d")
                        .build();
            }
            for (FieldDescriptor field : type.getFields()) {
                if (random.nextBoolean() || depth > 5) {
                    continue;
                }
                if (field.isMapField()) {
                    builder.addRepeatedField(field, entry(field, random));
                } else if (field.isRepeated()) {
                    for (int i = random.nextInt(3); i > 0; i--) {
                        builder.addRepeatedField(field, value(field, random, depth));
                    }
                } else {
                    builder.setField(field, value(field, random, depth));
                }
            }
            return builder.build();
        }

        private static DynamicMessage entry(FieldDescriptor field, Random random) {
            Descriptor type = field.getMessageType();
            return DynamicMessage.newBuilder(type)
                    .setField(type.findFieldByNumber(1), value(type.findFieldByNumber(1), random, 0))
                    .setField(type.findFieldByNumber(2), value(type.findFieldByNumber(2), random, 0))
                    .build();
        }

        private static Object value(FieldDescriptor field, Random random, int depth) {
            if (field.getJavaType() == JavaType.MESSAGE) {
                return next(field.getMessageType(), random, depth + 1);
            }
            return switch (field.getJavaType()) {
                case INT -> random.nextInt();
                case LONG -> random.nextLong();
                case FLOAT -> random.nextFloat();
                case DOUBLE ->
                    switch (random.nextInt(5)) {
                        case 0 -> Double.NaN;
                        case 1 -> Double.NEGATIVE_INFINITY;
                        case 2 -> Double.MIN_VALUE;
                        default -> random.nextGaussian() * 1e12;
                    };
                case BOOLEAN -> random.nextBoolean();
                case STRING -> List.of("", "a", "ü\u0000\"\\\n", "\ud83d\ude80").get(random.nextInt(4));
                case BYTE_STRING -> throw new IllegalArgumentException("The contracts have no bytes.");
                case ENUM -> {
                    var values = field.getEnumType().getValues();
                    yield values.get(random.nextInt(values.size()));
                }
                case MESSAGE -> throw new IllegalArgumentException("handled above");
            };
        }
    }
}
