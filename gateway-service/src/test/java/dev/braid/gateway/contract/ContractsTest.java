package dev.braid.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.braid.api.intent.v1.IntentServiceGrpc;
import dev.braid.api.intent.v1.SlaServiceGrpc;
import dev.braid.api.path.v1.AutomationServiceGrpc;
import dev.braid.api.path.v1.PathServiceGrpc;
import dev.braid.api.port.v1.PortServiceGrpc;
import dev.braid.api.provider.v1.ProviderServiceGrpc;
import dev.braid.api.provisioning.v1.ProvisioningServiceGrpc;
import dev.braid.api.quote.v1.QuoteServiceGrpc;
import dev.braid.api.telemetry.v1.TelemetryServiceGrpc;
import dev.braid.api.tenant.v1.TenantServiceGrpc;
import dev.braid.api.topology.v1.TopologyServiceGrpc;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContractsTest {
    private final Contracts contracts = new Contracts();

    /** The generated code and the published descriptors come of the same files on two ways; they must agree. */
    @Test
    void everyAnnotatedMethodOfTheGeneratedCodeHasABinding() {
        Set<String> annotated = Stream.of(
                        AutomationServiceGrpc.getServiceDescriptor(),
                        IntentServiceGrpc.getServiceDescriptor(),
                        PathServiceGrpc.getServiceDescriptor(),
                        PortServiceGrpc.getServiceDescriptor(),
                        ProviderServiceGrpc.getServiceDescriptor(),
                        ProvisioningServiceGrpc.getServiceDescriptor(),
                        QuoteServiceGrpc.getServiceDescriptor(),
                        SlaServiceGrpc.getServiceDescriptor(),
                        TelemetryServiceGrpc.getServiceDescriptor(),
                        TenantServiceGrpc.getServiceDescriptor(),
                        TopologyServiceGrpc.getServiceDescriptor())
                .map(service -> ((ProtoServiceDescriptorSupplier) service.getSchemaDescriptor()).getServiceDescriptor())
                .flatMap(service -> service.getMethods().stream())
                .filter(method -> method.getOptions().hasExtension(AnnotationsProto.http))
                .map(MethodDescriptor::getFullName)
                .collect(Collectors.toSet());
        assertThat(contracts.bindings().stream()
                        .map(binding -> binding.method().getFullName())
                        .collect(Collectors.toSet()))
                .isEqualTo(annotated)
                .hasSizeGreaterThan(20);
        assertThat(contracts.services().stream().map(ServiceDescriptor::getName))
                .hasSize(13);
    }

    @Test
    void everyBindingStatesItsRoles() {
        assertThat(contracts.bindings())
                .allSatisfy(binding -> assertThat(binding.roles()).isNotEmpty());
    }

    @Test
    void commentsOfEveryKindOfPartAreThere() {
        var intent = contracts.messages().stream()
                .filter(type -> type.getFullName().equals("braid.intent.v1.IntentSpec"))
                .findFirst()
                .orElseThrow();
        assertThat(contracts.comments().on(intent)).isEqualTo("The wish itself.");
        assertThat(contracts.comments().on(intent.findFieldByName("bandwidth_bps")))
                .isEqualTo("Of each connection, in each direction, in bits per second.");
        assertThat(contracts
                        .comments()
                        .on(intent.findFieldByName("shape").getEnumType().findValueByNumber(3)))
                .isEqualTo("Each port with each other.");
        assertThat(contracts.bindings())
                .allSatisfy(binding -> assertThat(contracts.comments().on(binding.method()))
                        .isNotEmpty()
                        .doesNotContain("\n"));
    }
}
