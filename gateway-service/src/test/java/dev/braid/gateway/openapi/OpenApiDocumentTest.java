package dev.braid.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.gateway.contract.Contracts;
import dev.braid.gateway.contract.RestBinding;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
    private static final Set<String> TYPES = Set.of("object", "array", "string", "integer", "number", "boolean");

    private final Contracts contracts = new Contracts();
    private final JsonObject document =
            new JsonObject(OpenApiDocument.of(contracts).encode());

    @Test
    void everyAnnotatedMethodIsThereWithItsDescription() {
        for (RestBinding binding : contracts.bindings()) {
            JsonObject operation = document.getJsonObject("paths")
                    .getJsonObject(binding.template().text())
                    .getJsonObject(binding.httpMethod().toLowerCase(Locale.ROOT));
            assertThat(operation.getString("operationId"))
                    .isEqualTo(binding.method().getService().getName() + "_"
                            + binding.method().getName());
            assertThat(operation.getString("description"))
                    .isEqualTo(contracts.comments().on(binding.method()))
                    .isNotBlank();
            assertThat(operation.getJsonObject("requestBody") != null).isEqualTo(binding.hasBody());
        }
        assertThat(operations()).hasSize(contracts.bindings().size() + 1);
        assertThat(document.getJsonObject("paths").containsKey("/v1/events")).isTrue();
    }

    @Test
    void itIsAWellFormedDocument() {
        assertThat(document.getString("openapi")).isEqualTo("3.1.0");
        assertThat(document.getJsonObject("info").fieldNames()).contains("title", "version");
        Set<String> ids = new HashSet<>();
        Set<String> tags = new HashSet<>();
        document.getJsonArray("tags").forEach(tag -> tags.add(((JsonObject) tag).getString("name")));
        document.getJsonObject("paths").forEach(path -> {
            Set<String> inTemplate = new HashSet<>();
            Matcher variable = Pattern.compile("\\{([^}]+)}").matcher(path.getKey());
            while (variable.find()) {
                inTemplate.add(variable.group(1));
            }
            ((JsonObject) path.getValue()).forEach(entry -> {
                JsonObject operation = (JsonObject) entry.getValue();
                assertThat(ids.add(operation.getString("operationId")))
                        .as(operation.getString("operationId"))
                        .isTrue();
                operation.getJsonArray("tags").forEach(tag -> assertThat(tags).contains((String) tag));
                assertThat(operation.getJsonObject("responses").fieldNames()).contains("200", "default");
                Set<String> declared = new HashSet<>();
                Set<String> names = new HashSet<>();
                operation.getJsonArray("parameters", new JsonArray()).forEach(one -> {
                    JsonObject parameter = (JsonObject) one;
                    assertThat(names.add(parameter.getString("in") + parameter.getString("name")))
                            .isTrue();
                    assertThat(parameter.getString("in")).isIn("path", "query", "header");
                    assertThat(parameter.getJsonObject("schema")).isNotNull();
                    if (parameter.getString("in").equals("path")) {
                        assertThat(parameter.getBoolean("required")).isTrue();
                        declared.add(parameter.getString("name"));
                    }
                });
                assertThat(declared).as(path.getKey()).isEqualTo(inTemplate);
            });
        });
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaSaysWhatItIs() {
        List<String> references = new ArrayList<>();
        collectReferences(document, references);
        assertThat(references).hasSizeGreaterThan(100).allSatisfy(reference -> {
            JsonObject at = document;
            for (String part : reference.substring(2).split("/", -1)) {
                at = at.getJsonObject(part);
                assertThat(at).as(reference).isNotNull();
            }
        });
        document.getJsonObject("components").getJsonObject("schemas").forEach(schema -> {
            JsonObject value = (JsonObject) schema.getValue();
            assertThat(value.getString("type")).as(schema.getKey()).isIn(TYPES);
            assertThat(value.getString("description")).as(schema.getKey()).isNotBlank();
            value.getJsonObject("properties", new JsonObject()).forEach(property -> {
                JsonObject field = (JsonObject) property.getValue();
                assertThat(field.containsKey("$ref") || TYPES.contains(field.getString("type")))
                        .as(schema.getKey() + "." + property.getKey())
                        .isTrue();
            });
        });
    }

    @Test
    void boundsOfTheContractsAreInTheSchemas() {
        JsonObject submit = document.getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("braid.intent.v1.SubmitIntentRequest");
        assertThat(submit.getJsonArray("required")).contains("spec");
        assertThat(submit.getJsonObject("properties").getJsonObject("intentId").getString("pattern"))
                .isEqualTo("^[a-z][a-z0-9-]{0,61}[a-z0-9]$");
        JsonObject spec = document.getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("braid.intent.v1.IntentSpec");
        JsonObject portIds = spec.getJsonObject("properties").getJsonObject("portIds");
        assertThat(portIds.getInteger("minItems")).isEqualTo(2);
        assertThat(portIds.getBoolean("uniqueItems")).isTrue();
        assertThat(spec.getJsonObject("properties")
                        .getJsonObject("bandwidthBps")
                        .getString("description"))
                .contains("From 1000000 to 10000000000000");
    }

    private List<JsonObject> operations() {
        List<JsonObject> operations = new ArrayList<>();
        document.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue())
                        .forEach(operation -> operations.add((JsonObject) operation.getValue())));
        return operations;
    }

    private static void collectReferences(Object node, List<String> references) {
        if (node instanceof JsonObject object) {
            for (Map.Entry<String, Object> entry : object) {
                if (entry.getKey().equals("$ref")) {
                    references.add((String) entry.getValue());
                }
                collectReferences(entry.getValue(), references);
            }
        } else if (node instanceof JsonArray array) {
            array.forEach(item -> collectReferences(item, references));
        }
    }
}
