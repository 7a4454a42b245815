package dev.braid.platform.errors;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.api.topology.v1.TopologyElement;
import io.grpc.BindableService;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.quarkus.grpc.GrpcService;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.stream.Stream;

/** Compiles the field rules beside the start, so that no first caller waits for it on an event loop. */
@ApplicationScoped
public class FieldRulesWarmUp {
    private final FieldRules rules;
    private final Instance<BindableService> services;

    FieldRulesWarmUp(FieldRules rules, @Any @GrpcService Instance<BindableService> services) {
        this.rules = rules;
        this.services = services;
    }

    void start(@Observes StartupEvent event) {
        List<Descriptor> messages =
                Stream.concat(requests(), events()).distinct().toList();
        Thread.ofPlatform()
                .daemon()
                .name("field-rules")
                .start(() -> messages.forEach(message -> rules.evaluate(DynamicMessage.getDefaultInstance(message))));
    }

    private Stream<Descriptor> requests() {
        return services.stream()
                .flatMap(service -> service.bindService().getMethods().stream())
                .map(method -> method.getMethodDescriptor().getSchemaDescriptor())
                .filter(ProtoMethodDescriptorSupplier.class::isInstance)
                .map(schema -> ((ProtoMethodDescriptorSupplier) schema)
                        .getMethodDescriptor()
                        .getInputType());
    }

    private static Stream<Descriptor> events() {
        return Stream.of(
                IntentEvent.getDescriptor(),
                PathRecord.getDescriptor(),
                ProvisioningEvent.getDescriptor(),
                ConnectionHealth.getDescriptor(),
                LinkMetrics.getDescriptor(),
                TopologyElement.getDescriptor());
    }
}
