package dev.braid.gateway.contract;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the authors of the contracts wrote over each part of them, by the part's full name. */
public final class Comments {
    private final Map<String, String> byName;

    private Comments(Map<String, String> byName) {
        this.byName = byName;
    }

    static Comments of(Collection<FileDescriptor> files) {
        Map<String, String> byName = new HashMap<>();
        for (FileDescriptor file : files) {
            Map<List<Integer>, String> byPlace = file.toProto().getSourceCodeInfo().getLocationList().stream()
                    .filter(Location::hasLeadingComments)
                    .collect(Collectors.toMap(
                            Location::getPathList, location -> unwrap(location.getLeadingComments()), (a, _) -> a));
            new Walk(byPlace, byName).file(file);
        }
        return new Comments(Map.copyOf(byName));
    }

    /** What stands over the part; empty when nothing does. */
    public String on(GenericDescriptor part) {
        return byName.getOrDefault(part.getFullName(), "");
    }

    /** Lines were broken for the width of the file, not of the reader; an empty line starts a paragraph. */
    private static String unwrap(String comment) {
        return comment.strip()
                .replaceAll("(?m)^[ \\t]+", "")
                .replaceAll("(?<!\\n)\\n(?!\\n)", " ")
                .strip();
    }

    /** A place is the path of field numbers and indexes that leads to the part from the file's own descriptor. */
    private record Walk(Map<List<Integer>, String> byPlace, Map<String, String> byName) {
        void file(FileDescriptor file) {
            for (ServiceDescriptor service : file.getServices()) {
                List<Integer> at = List.of(FileDescriptorProto.SERVICE_FIELD_NUMBER, service.getIndex());
                put(service, at);
                service.getMethods()
                        .forEach(method ->
                                put(method, below(at, ServiceDescriptorProto.METHOD_FIELD_NUMBER, method.getIndex())));
            }
            file.getMessageTypes()
                    .forEach(type ->
                            message(type, List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, type.getIndex())));
            file.getEnumTypes()
                    .forEach(type ->
                            enumeration(type, List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, type.getIndex())));
        }

        private void message(Descriptor type, List<Integer> at) {
            put(type, at);
            type.getFields()
                    .forEach(field -> put(field, below(at, DescriptorProto.FIELD_FIELD_NUMBER, field.getIndex())));
            type.getOneofs()
                    .forEach(oneof -> put(oneof, below(at, DescriptorProto.ONEOF_DECL_FIELD_NUMBER, oneof.getIndex())));
            type.getNestedTypes()
                    .forEach(inner ->
                            message(inner, below(at, DescriptorProto.NESTED_TYPE_FIELD_NUMBER, inner.getIndex())));
            type.getEnumTypes()
                    .forEach(inner ->
                            enumeration(inner, below(at, DescriptorProto.ENUM_TYPE_FIELD_NUMBER, inner.getIndex())));
        }

        private void enumeration(EnumDescriptor type, List<Integer> at) {
            put(type, at);
            type.getValues()
                    .forEach(value -> put(value, below(at, EnumDescriptorProto.VALUE_FIELD_NUMBER, value.getIndex())));
        }

        private void put(GenericDescriptor part, List<Integer> at) {
            String comment = byPlace.get(at);
            if (comment != null) {
                byName.put(part.getFullName(), comment);
            }
        }

        private static List<Integer> below(List<Integer> at, int fieldNumber, int index) {
            var path = new ArrayList<>(at);
            path.add(fieldNumber);
            path.add(index);
            return path;
        }
    }
}
