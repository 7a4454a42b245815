package dev.braid.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.ExtensionRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The document for those who read our topics says what the contracts and the topics say. */
class AsyncApiTest {
    private final Map<String, Object> document = read();

    @Test
    void everyTopicButTheDeadLettersIsDescribedUnderItsName() {
        List<String> described = node(document, "channels").values().stream()
                .map(channel -> (String) child(channel, "address"))
                .toList();

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Topic.values())
                        .map(Topic::topicName)
                        .filter(name -> !name.startsWith("braid.dead-letters."))
                        .toList());
    }

    @Test
    void everyMessageIsOneOfTheContracts() {
        Map<String, DescriptorProto> contracts = contracts();

        assertThat(node(document, "components", "messages").values())
                .allSatisfy(message -> assertThat(contracts).containsKey((String) child(message, "name")));
    }

    @Test
    void theFieldsOfBillingAreTheContracts() {
        Map<String, DescriptorProto> contracts = contracts();
        Map<String, Object> schemas = node(document, "components", "schemas");

        assertThat(fields(node(document, "components", "messages", "billingRecord", "payload")))
                .isEqualTo(fields(contracts.get("braid.billing.v1.BillingRecord")));
        for (String name : List.of("UsageStarted", "UsageEnded", "CreditGranted")) {
            assertThat(fields(schemas.get(name))).isEqualTo(fields(contracts.get("braid.billing.v1." + name)));
        }
    }

    private static List<String> fields(Object schema) {
        return node(schema, "properties").keySet().stream().sorted().toList();
    }

    private static List<String> fields(DescriptorProto message) {
        return message.getFieldList().stream()
                .map(FieldDescriptorProto::getJsonName)
                .sorted()
                .toList();
    }

    private static Map<String, DescriptorProto> contracts() {
        try (var in = Topic.class.getResourceAsStream("/META-INF/braid/contracts.binpb")) {
            return FileDescriptorSet.parseFrom(in, ExtensionRegistry.getEmptyRegistry()).getFileList().stream()
                    .flatMap(file -> file.getMessageTypeList().stream()
                            .map(message -> Map.entry(file.getPackage() + "." + message.getName(), message)))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, Object> read() {
        try (var in = Files.newBufferedReader(Path.of("..", "docs", "asyncapi.yaml"))) {
            return new Yaml().load(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, Object> node(Object start, String... path) {
        Object node = start;
        for (String name : path) {
            node = child(node, name);
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) node).forEach((key, value) -> copy.put((String) key, value));
        return copy;
    }

    private static Object child(Object node, String name) {
        return ((Map<?, ?>) node).get(name);
    }
}
