package dev.braid.gateway.openapi;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.braid.gateway.contract.Comments;
import dev.braid.gateway.contract.Contracts;
import dev.braid.gateway.contract.RestBinding;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.TreeMap;

/** The REST API as an OpenAPI 3.1 document, made of the contracts and their comments. */
public final class OpenApiDocument {
    private static final String PROBLEM = "#/components/responses/Problem";

    private final Contracts contracts;
    private final Comments comments;
    private final SchemaWriter schemas;

    private OpenApiDocument(Contracts contracts) {
        this.contracts = contracts;
        this.comments = contracts.comments();
        this.schemas = new SchemaWriter(comments);
    }

    /** The document for all methods that have a REST form, and for what the gateway adds by itself. */
    public static JsonObject of(Contracts contracts) {
        return new OpenApiDocument(contracts).write();
    }

    private JsonObject write() {
        var paths = new TreeMap<String, JsonObject>();
        JsonArray tags = new JsonArray();
        contracts
                .services()
                .forEach(service -> tags.add(
                        new JsonObject().put("name", service.getName()).put("description", comments.on(service))));
        for (RestBinding binding : contracts.bindings()) {
            paths.computeIfAbsent(binding.template().text(), _ -> new JsonObject())
                    .put(binding.httpMethod().toLowerCase(Locale.ROOT), operation(binding));
        }
        OwnOperations.addTo(paths, tags);
        JsonObject allPaths = new JsonObject();
        paths.forEach(allPaths::put);
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put(
                        "info",
                        new JsonObject()
                                .put("title", "Braid")
                                .put("version", "v1")
                                .put(
                                        "description",
                                        "Connectivity over many carriers as an API. The same contracts are served "
                                                + "over gRPC by the services themselves.")
                                .put(
                                        "license",
                                        new JsonObject()
                                                .put("name", "Apache-2.0")
                                                .put("identifier", "Apache-2.0")))
                .put("jsonSchemaDialect", "https://json-schema.org/draft/2020-12/schema")
                .put("servers", new JsonArray().add(new JsonObject().put("url", "/")))
                .put("security", new JsonArray().add(new JsonObject().put("bearer", new JsonArray())))
                .put("tags", tags)
                .put("paths", allPaths)
                .put("components", components());
    }

    private JsonObject components() {
        JsonObject all = schemas.schemas().put("Problem", OwnOperations.problemSchema());
        return new JsonObject()
                .put(
                        "securitySchemes",
                        new JsonObject()
                                .put(
                                        "bearer",
                                        new JsonObject()
                                                .put("type", "http")
                                                .put("scheme", "bearer")
                                                .put("bearerFormat", "JWT")))
                .put("responses", new JsonObject().put("Problem", OwnOperations.problemResponse()))
                .put("schemas", all);
    }

    private JsonObject operation(RestBinding binding) {
        JsonArray parameters = new JsonArray();
        Descriptor input = binding.method().getInputType();
        for (String variable : binding.template().variables()) {
            FieldDescriptor field = input.findFieldByName(variable);
            parameters.add(parameter("path", variable, field).put("required", true));
        }
        for (FieldDescriptor field : binding.queryFields()) {
            parameters.add(parameter("query", field.getJsonName(), field));
        }
        if (!binding.method().isServerStreaming()) {
            parameters.add(OwnOperations.timeoutParameter());
        }
        JsonObject operation = new JsonObject()
                .put(
                        "operationId",
                        binding.method().getService().getName() + "_"
                                + binding.method().getName())
                .put("tags", new JsonArray().add(binding.method().getService().getName()))
                .put("summary", firstSentence(comments.on(binding.method())))
                .put("description", comments.on(binding.method()))
                .put("x-braid-roles", new JsonArray(binding.roles()));
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (binding.hasBody()) {
            operation.put(
                    "requestBody",
                    new JsonObject()
                            .put("required", true)
                            .put("content", content("application/json", schemas.reference(input))));
        }
        return operation.put("responses", responses(binding));
    }

    private JsonObject parameter(String in, String name, FieldDescriptor field) {
        JsonObject schema = schemas.field(field);
        String description = (String) schema.remove("description");
        return new JsonObject()
                .put("name", name)
                .put("in", in)
                .put("description", description)
                .put("schema", schema);
    }

    private JsonObject responses(RestBinding binding) {
        JsonObject output = schemas.reference(binding.method().getOutputType());
        JsonObject ok = binding.method().isServerStreaming()
                ? new JsonObject()
                        .put("description", "Events named `message`, each with one such object as its data.")
                        .put("content", content("text/event-stream", output))
                : new JsonObject()
                        .put("description", comments.on(binding.method().getOutputType()))
                        .put("content", content("application/json", output));
        return new JsonObject().put("200", ok).put("default", new JsonObject().put("$ref", PROBLEM));
    }

    private static JsonObject content(String mediaType, JsonObject schema) {
        return new JsonObject().put(mediaType, new JsonObject().put("schema", schema));
    }

    private static String firstSentence(String comment) {
        int end = comment.indexOf(". ");
        return end < 0 ? comment : comment.substring(0, end + 1);
    }
}
