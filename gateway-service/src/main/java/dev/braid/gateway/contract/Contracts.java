package dev.braid.gateway.contract;

import build.buf.validate.ValidateProto;
import com.google.api.AnnotationsProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.ExtensionRegistry;
import dev.braid.api.access.v1.AccessOuterClass;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contracts as they were published, comments included. Everything that the gateway offers is made of them: there
 * is no second copy of a shape anywhere in it.
 */
@ApplicationScoped
public class Contracts {
    private static final String RESOURCE = "META-INF/braid/contracts.binpb";
    private static final String OURS = "braid.";

    private final Map<String, FileDescriptor> files;
    private final Comments comments;

    public Contracts() {
        FileDescriptorSet set = read();
        this.files = link(set);
        this.comments = Comments.of(files.values());
    }

    /** All services of Braid. */
    public List<ServiceDescriptor> services() {
        return ours().stream().flatMap(file -> file.getServices().stream()).toList();
    }

    /** All methods of Braid that have a REST form, with that form. */
    public List<RestBinding> bindings() {
        List<RestBinding> bindings = new ArrayList<>();
        for (ServiceDescriptor service : services()) {
            for (MethodDescriptor method : service.getMethods()) {
                if (method.getOptions().hasExtension(AnnotationsProto.http)) {
                    bindings.addAll(RestBinding.of(method));
                }
            }
        }
        return bindings;
    }

    /** All messages of Braid, without those inside others. */
    public List<Descriptor> messages() {
        return ours().stream().flatMap(file -> file.getMessageTypes().stream()).toList();
    }

    /** What the authors wrote about the parts of the contracts. */
    public Comments comments() {
        return comments;
    }

    private List<FileDescriptor> ours() {
        return files.values().stream()
                .filter(file -> file.getPackage().startsWith(OURS))
                .toList();
    }

    private static FileDescriptorSet read() {
        ExtensionRegistry extensions = ExtensionRegistry.newInstance();
        AnnotationsProto.registerAllExtensions(extensions);
        AccessOuterClass.registerAllExtensions(extensions);
        ValidateProto.registerAllExtensions(extensions);
        try (InputStream in = Contracts.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The contracts (%s) are not on the class path.".formatted(RESOURCE));
            }
            return FileDescriptorSet.parseFrom(in, extensions);
        } catch (IOException e) {
            throw new IllegalStateException("The contracts (%s) cannot be read.".formatted(RESOURCE), e);
        }
    }

    /** The set names each file after those that it imports. */
    private static Map<String, FileDescriptor> link(FileDescriptorSet set) {
        Map<String, FileDescriptor> files = new LinkedHashMap<>();
        for (FileDescriptorProto file : set.getFileList()) {
            FileDescriptor[] imports =
                    file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
            try {
                files.put(file.getName(), FileDescriptor.buildFrom(file, imports));
            } catch (DescriptorValidationException e) {
                throw new IllegalStateException("The contract %s cannot be read.".formatted(file.getName()), e);
            }
        }
        return files;
    }
}
