package dev.braid.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.ExtensionRegistry;
import dev.braid.api.access.v1.AccessOuterClass;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class AccessRulesTest {
    @TestFactory
    Stream<DynamicTest> everyMethodOfEveryContractStatesWhoMayCallIt() throws IOException {
        ExtensionRegistry registry = ExtensionRegistry.newInstance();
        AccessOuterClass.registerAllExtensions(registry);
        FileDescriptorSet contracts;
        try (var in = getClass().getResourceAsStream("/META-INF/braid/contracts.binpb")) {
            contracts = FileDescriptorSet.parseFrom(in, registry);
        }
        var methods = contracts.getFileList().stream()
                .filter(file -> file.getPackage().startsWith("braid."))
                .flatMap(file -> file.getServiceList().stream()
                        .flatMap(service -> service.getMethodList().stream()
                                .map(method -> DynamicTest.dynamicTest(
                                        service.getName() + "." + method.getName(),
                                        () -> assertThat(method.getOptions()
                                                        .getExtension(AccessOuterClass.access)
                                                        .getRolesList())
                                                .isNotEmpty()
                                                .allSatisfy(role -> assertThat(Role.find(role))
                                                        .isPresent())))))
                .toList();
        assertThat(methods).hasSizeGreaterThan(20);
        return methods.stream();
    }
}
