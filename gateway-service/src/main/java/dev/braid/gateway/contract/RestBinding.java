package dev.braid.gateway.contract;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.braid.api.access.v1.AccessOuterClass;
import dev.braid.gateway.domain.PathTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The REST form of a method: what stands in its {@code google.api.http} option. */
public record RestBinding(MethodDescriptor method, String httpMethod, PathTemplate template, boolean hasBody) {

    static List<RestBinding> of(MethodDescriptor method) {
        if (method.isClientStreaming()) {
            throw new IllegalStateException(
                    "%s takes a stream; HTTP has no form for it.".formatted(method.getFullName()));
        }
        HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
        List<RestBinding> bindings = new ArrayList<>();
        bindings.add(of(method, rule));
        rule.getAdditionalBindingsList().forEach(more -> bindings.add(of(method, more)));
        return bindings;
    }

    /** Who may call the method, by the names that stand in tokens. */
    public List<String> roles() {
        return method.getOptions().getExtension(AccessOuterClass.access).getRolesList().stream()
                .map(role -> role.name()
                        .substring("ROLE_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'))
                .toList();
    }

    /** Fields that come as query parameters: where there is no body, all that do not stand in the path. */
    public List<FieldDescriptor> queryFields() {
        List<String> inPath = template.variables();
        return hasBody
                ? List.of()
                : method.getInputType().getFields().stream()
                        .filter(field -> !inPath.contains(field.getName()))
                        .toList();
    }

    private static RestBinding of(MethodDescriptor method, HttpRule rule) {
        String httpMethod =
                switch (rule.getPatternCase()) {
                    case GET -> "GET";
                    case PUT -> "PUT";
                    case POST -> "POST";
                    case DELETE -> "DELETE";
                    case PATCH -> "PATCH";
                    case CUSTOM -> rule.getCustom().getKind();
                    case PATTERN_NOT_SET -> throw unsupported(method, "names no path");
                };
        String path =
                switch (rule.getPatternCase()) {
                    case GET -> rule.getGet();
                    case PUT -> rule.getPut();
                    case POST -> rule.getPost();
                    case DELETE -> rule.getDelete();
                    case PATCH -> rule.getPatch();
                    case CUSTOM -> rule.getCustom().getPath();
                    case PATTERN_NOT_SET -> throw unsupported(method, "names no path");
                };
        if (!rule.getBody().isEmpty() && !rule.getBody().equals("*")) {
            throw unsupported(method, "takes the field '%s' as its body".formatted(rule.getBody()));
        }
        if (!rule.getResponseBody().isEmpty()) {
            throw unsupported(method, "answers with the field '%s'".formatted(rule.getResponseBody()));
        }
        PathTemplate template = PathTemplate.parse(path);
        template.variables().forEach(variable -> requireText(method, variable));
        return new RestBinding(method, httpMethod, template, rule.getBody().equals("*"));
    }

    private static void requireText(MethodDescriptor method, String fieldPath) {
        Descriptor type = method.getInputType();
        FieldDescriptor field = null;
        for (String name : fieldPath.split("\\.", -1)) {
            field = type == null ? null : type.findFieldByName(name);
            if (field == null || field.isRepeated()) {
                throw unsupported(method, "has no single field '%s' for its path".formatted(fieldPath));
            }
            type = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? field.getMessageType() : null;
        }
        if (field.getJavaType() != FieldDescriptor.JavaType.STRING) {
            throw unsupported(method, "wants '%s', which is no text, in its path".formatted(fieldPath));
        }
    }

    private static IllegalStateException unsupported(MethodDescriptor method, String what) {
        return new IllegalStateException(
                "The HTTP rule of %s %s, which the gateway does not speak.".formatted(method.getFullName(), what));
    }
}
