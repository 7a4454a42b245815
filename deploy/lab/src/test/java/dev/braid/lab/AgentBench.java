package dev.braid.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.api.adapter.v1.AdapterBenchServiceGrpc.AdapterBenchServiceImplBase;
import dev.braid.api.adapter.v1.ArrangeFaultRequest;
import dev.braid.api.adapter.v1.ArrangeFaultResponse;
import dev.braid.api.adapter.v1.InspectProviderRequest;
import dev.braid.api.adapter.v1.InspectProviderResponse;
import dev.braid.api.adapter.v1.RestartAdapterRequest;
import dev.braid.api.adapter.v1.RestartAdapterResponse;
import dev.braid.lab.agent.AgentServer;
import dev.braid.lab.kernel.Delivery;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabPlan;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;

/** An agent that can be made to crash, and whose journal can be read behind its back. A kernel never misbehaves. */
final class AgentBench extends AdapterBenchServiceImplBase implements AutoCloseable {
    private final LabPlan plan;
    private final Carrier carrier;
    private final Delivery.Maker delivery;
    private AgentServer agent;

    AgentBench(LabPlan plan, Carrier carrier, Delivery.Maker delivery) {
        this.plan = plan;
        this.carrier = carrier;
        this.delivery = delivery;
        this.agent = start();
    }

    private AgentServer start() {
        return AgentServer.start(plan, carrier, RunningLab.journal(carrier.id()), carrier.agentPort(), delivery, this);
    }

    int port() {
        return carrier.agentPort();
    }

    @Override
    public void arrangeFault(ArrangeFaultRequest request, StreamObserver<ArrangeFaultResponse> observer) {
        observer.onNext(ArrangeFaultResponse.getDefaultInstance());
        observer.onCompleted();
    }

    @Override
    public synchronized void restartAdapter(
            RestartAdapterRequest request, StreamObserver<RestartAdapterResponse> observer) {
        agent.close();
        agent = start();
    }

    @Override
    public void inspectProvider(InspectProviderRequest request, StreamObserver<InspectProviderResponse> observer) {
        InspectProviderResponse.Builder held = InspectProviderResponse.newBuilder();
        try {
            for (String line : Files.readAllLines(RunningLab.journal(carrier.id()))) {
                JsonNode order = new ObjectMapper().readTree(line);
                String reference = order.path("reference").asText();
                if (order.path("phase").asText().equals("CEASED")) {
                    held.removeBandwidthBps(reference);
                } else {
                    held.putBandwidthBps(reference, order.path("bandwidthBps").asLong());
                }
            }
        } catch (IOException e) {
            observer.onError(e);
            return;
        }
        observer.onNext(held.build());
        observer.onCompleted();
    }

    @Override
    public synchronized void close() {
        agent.close();
    }
}
