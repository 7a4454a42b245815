package dev.braid.platform.errors;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentRequested;
import dev.braid.api.intent.v1.RequestedConnection;
import dev.braid.api.path.v1.Constraints;
import dev.braid.api.path.v1.Demand;
import dev.braid.api.path.v1.Metric;
import dev.braid.api.path.v1.Objectives;
import dev.braid.api.path.v1.Window;
import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.LinkKind;
import dev.braid.api.topology.v1.Metro;
import dev.braid.api.topology.v1.TopologyElement;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickRulesTest {
    private static final List<Object> WHOLES = List.of(
            0L,
            1L,
            -1L,
            64L,
            999_999L,
            1_000_000L,
            10_000_000L,
            10_000_001L,
            2_000_000_000L,
            2_000_000_001L,
            10_000_000_000_000L,
            10_000_000_000_001L,
            Long.MAX_VALUE,
            Long.MIN_VALUE);
    private static final List<Object> FRACTIONS =
            List.of(0.0, -90.0, 90.0, 90.000001, -180.0, 181.0, Double.NaN, Double.POSITIVE_INFINITY);
    private static final List<Object> TEXTS = List.of(
            "",
            "a",
            "acme",
            "DE",
            "de",
            "DE\n",
            "\nDE",
            "é",
            "a\0b",
            "-a",
            "x".repeat(64),
            "x".repeat(65),
            "\uD83D\uDE00".repeat(64),
            "x".repeat(200));

    private final FieldRules rules = new FieldRules();

    private static final List<Message> GOOD = List.of(
            IntentEvent.newBuilder()
                    .setIntentKey("acme.web")
                    .setTenantId("acme")
                    .setIntentId("web")
                    .setGeneration(1)
                    .setRequested(IntentRequested.newBuilder()
                            .addConnections(RequestedConnection.newBuilder()
                                    .setConnectionId("acme.web.1")
                                    .setDemand(Demand.newBuilder()
                                            .setALocationId("gb-lon")
                                            .setZLocationId("de-fra")
                                            .setBandwidthBps(1_000_000)
                                            .setObjectives(Objectives.newBuilder()
                                                    .setMetric(Metric.METRIC_PRICE)
                                                    .setMaxLatencyUs(10_000))
                                            .setConstraints(Constraints.newBuilder()
                                                    .addExcludedProviderIds("atlas")
                                                    .addExcludedProviderIds("nordic")
                                                    .addAllowedCountryCodes("DE")
                                                    .addAllowedCountryCodes("FR")))))
                    .build(),
            TopologyElement.newBuilder()
                    .setLink(Link.newBuilder()
                            .setLinkId("atlas-lon-par")
                            .setProviderId("atlas")
                            .setFromNodeId("lon")
                            .setToNodeId("par")
                            .setReverseLinkId("atlas-par-lon")
                            .setKind(LinkKind.LINK_KIND_TERRESTRIAL)
                            .setCapacityBps(1_000_000)
                            .setLatencyFloorUs(1)
                            .addRiskGroupIds("cable"))
                    .build(),
            TopologyElement.newBuilder()
                    .setMetro(Metro.newBuilder()
                            .setMetroId("lon")
                            .setDisplayName("London")
                            .setCountryCode("GB")
                            .setLatitudeDegrees(51.5)
                            .setLongitudeDegrees(-0.1))
                    .build());

    @Test
    void whatKeepsTheRulesPassesWithoutAnEvaluation() {
        assertThat(GOOD).allSatisfy(message -> {
            assertThat(rules.evaluate(message)).isEmpty();
            assertThat(QuickRules.of(message.getDescriptorForType()).passes(message))
                    .isTrue();
        });
    }

    @Test
    void aRuleOfTwoFieldsIsEvaluatedOnlyWhereTheFirstIsThere() {
        QuickRules quick = QuickRules.of(Objectives.getDescriptor());
        Objectives plain = Objectives.newBuilder().setMaxLatencyUs(10_000).build();
        assertThat(quick.passes(plain)).isTrue();
        assertThat(quick.passes(plain.toBuilder().setTargetLatencyUs(9_000).build()))
                .isFalse();
        assertThat(rules.check(plain.toBuilder().setTargetLatencyUs(10_000).build()))
                .isEmpty();
        assertThat(rules.check(plain.toBuilder().setTargetLatencyUs(10_001).build()))
                .isPresent();
        assertThat(QuickRules.of(Window.getDescriptor()).passes(Window.getDefaultInstance()))
                .as("a rule that is not guarded")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void nothingPassesThatAnEvaluationRefuses(long seed) {
        Random random = new Random(seed);
        int passed = 0;
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            Message message = GOOD.get(random.nextInt(GOOD.size()));
            for (int change = random.nextInt(3); change >= 0; change--) {
                message = changed(message, random);
            }
            String refusal = refusal(rules::evaluate, message);
            boolean keeps = refusal.isEmpty();
            boolean passes = QuickRules.of(message.getDescriptorForType()).passes(message);
            if (passes) {
                assertThat(keeps).as("%s", message).isTrue();
                passed++;
            }
            refused += keeps ? 0 : 1;
            assertThat(refusal(rules::check, message)).isEqualTo(refusal);
        }
        assertThat(passed).isGreaterThan(300);
        assertThat(refused).isGreaterThan(300);
    }

    private static String refusal(Function<Message, Optional<Refusal>> rules, Message message) {
        try {
            return rules.apply(message).map(Refusal::getMessage).orElse("");
        } catch (DateTimeException | ArithmeticException e) {
            // A time out of every calendar.
            return e.toString();
        }
    }

    /** The message with another value in one field of it, or of one of its parts. */
    private static Message changed(Message message, Random random) {
        List<FieldDescriptor> fields = message.getDescriptorForType().getFields();
        if (fields.isEmpty()) {
            return message;
        }
        FieldDescriptor field = fields.get(random.nextInt(fields.size()));
        Message.Builder builder = message.toBuilder();
        if (random.nextInt(12) == 0) {
            return builder.clearField(field).build();
        }
        if (field.isRepeated()) {
            int count = message.getRepeatedFieldCount(field);
            if (count > 0 && random.nextBoolean()) {
                int index = random.nextInt(count);
                builder.setRepeatedField(field, index, value(field, message.getRepeatedField(field, index), random));
            } else {
                builder.addRepeatedField(field, value(field, empty(field), random));
            }
            return builder.build();
        }
        return builder.setField(field, value(field, message.getField(field), random))
                .build();
    }

    private static Object empty(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                ? DynamicMessage.getDefaultInstance(field.getMessageType())
                : "";
    }

    private static Object value(FieldDescriptor field, Object now, Random random) {
        return switch (field.getJavaType()) {
            case MESSAGE -> changed((Message) now, random);
            case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
            case LONG -> WHOLES.get(random.nextInt(WHOLES.size()));
            case INT -> ((Long) WHOLES.get(random.nextInt(WHOLES.size()))).intValue();
            case DOUBLE -> FRACTIONS.get(random.nextInt(FRACTIONS.size()));
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(7));
            case BOOLEAN -> random.nextBoolean();
            case FLOAT, BYTE_STRING -> now;
        };
    }
}
