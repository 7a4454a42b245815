package dev.braid.lab;

import dev.braid.api.adapter.v1.AdapterBenchServiceGrpc;
import dev.braid.api.adapter.v1.AdapterBenchServiceGrpc.AdapterBenchServiceImplBase;
import dev.braid.api.adapter.v1.ArrangeFaultRequest;
import dev.braid.api.adapter.v1.ArrangeFaultResponse;
import dev.braid.api.adapter.v1.InspectProviderRequest;
import dev.braid.api.adapter.v1.InspectProviderResponse;
import dev.braid.api.adapter.v1.ProviderFault;
import dev.braid.api.adapter.v1.RestartAdapterRequest;
import dev.braid.api.adapter.v1.RestartAdapterResponse;
import dev.braid.lab.build.Agents;
import dev.braid.lab.build.Gobgpd;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabPlan;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An agent in a process of its own, which can be killed. All that it says to kernels and to its speaker goes through what
 * can be made to misbehave; what the kernels hold is read around that.
 */
final class AgentBench extends AdapterBenchServiceImplBase implements AutoCloseable {
    private static final Path LOG = Path.of("target", "agent-under-test.log");

    private final LabPlan plan;
    private final Carrier carrier;
    private final Path folder;
    private final FaultyPrograms programs;
    private final Optional<FaultyDoor> door;
    private final Server server;
    private final ManagedChannel toBench;
    private final ManagedChannel toAgent;
    private final Caller caller;
    private Process agent;

    /** The agent of a lab that is up and has none for this carrier; with a speaker, its routes go by BGP. */
    AgentBench(LabPlan plan, Carrier carrier, Optional<Gobgpd> speaker) throws IOException {
        this.plan = plan;
        this.carrier = carrier;
        folder = Files.createTempDirectory("faulty");
        programs = new FaultyPrograms(folder);
        door = speaker.isPresent() ? Optional.of(new FaultyDoor(speaker.get())) : Optional.empty();
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(this)
                .build()
                .start();
        toBench = channel(server.getPort());
        toAgent = channel(carrier.agentPort());
        caller = new Caller(carrier.id(), carrier.agentPort());
        Files.deleteIfExists(LOG);
        start();
    }

    private static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    private void start() throws IOException {
        List<String> command = door.map(it -> Agents.of(carrier, it.address(), it.port()))
                .orElseGet(() -> Agents.of(carrier))
                .command();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
        builder.environment().putAll(programs.environment());
        agent = builder.start();
        try (BufferedReader reader = agent.inputReader()) {
            if (!"ready".equals(reader.readLine())) {
                throw new IOException("The agent did not start: %s".formatted(Files.readString(LOG)));
            }
        }
        toAgent.resetConnectBackoff();
        RunningLab.untilReadBack(caller);
    }

    private void kill() {
        agent.destroyForcibly();
        agent.onExit().join();
    }

    /** To the agent, and beside it to the bench. */
    Channel channel() {
        return new Channel() {
            @Override
            public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
                boolean bench = AdapterBenchServiceGrpc.SERVICE_NAME.equals(method.getServiceName());
                return (bench ? toBench : toAgent).newCall(method, options);
            }

            @Override
            public String authority() {
                return toAgent.authority();
            }
        };
    }

    Caller caller() {
        return caller;
    }

    FaultyPrograms programs() {
        return programs;
    }

    FaultyDoor door() {
        return door.orElseThrow();
    }

    /** Where routes go by BGP, ip puts only what is ready before: then it is the speaker whose changes are concerned. */
    void arrange(ProviderFault fault) {
        String[] concerned = door.isPresent() ? new String[] {"nft"} : new String[] {"ip", "nft"};
        programs.arrange(fault.name().replace("PROVIDER_FAULT_", ""), concerned);
        door.ifPresent(it -> it.arrange(fault));
    }

    @Override
    public void arrangeFault(ArrangeFaultRequest request, StreamObserver<ArrangeFaultResponse> observer) {
        arrange(request.getFault());
        answer(observer, ArrangeFaultResponse.newBuilder().setArranged(true).build());
    }

    @Override
    public synchronized void restartAdapter(
            RestartAdapterRequest request, StreamObserver<RestartAdapterResponse> observer) {
        kill();
        try {
            start();
        } catch (IOException e) {
            observer.onError(e);
            return;
        }
        answer(observer, RestartAdapterResponse.getDefaultInstance());
    }

    @Override
    public void inspectProvider(InspectProviderRequest request, StreamObserver<InspectProviderResponse> observer) {
        try {
            answer(
                    observer,
                    InspectProviderResponse.newBuilder()
                            .putAllBandwidthBps(HeldInKernels.read(plan, carrier, RunningLab.journal(carrier.id())))
                            .build());
        } catch (IOException e) {
            observer.onError(e);
        }
    }

    private static <T> void answer(StreamObserver<T> observer, T answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }

    @Override
    public void close() throws IOException {
        caller.close();
        toAgent.shutdownNow();
        toBench.shutdownNow();
        server.shutdownNow();
        kill();
        door.ifPresent(FaultyDoor::close);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
