package dev.braid.provisioning.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.DescribeAdapterRequest;
import dev.braid.api.adapter.v1.DescribeAdapterResponse;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.ProviderAdapterServiceGrpc.ProviderAdapterServiceImplBase;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import dev.braid.api.adapter.v1.ReserveLegResponse;
import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Handoff;
import dev.braid.provisioning.domain.Route;
import dev.braid.provisioning.support.ProvisioningStack;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever comes of the question what an adapter can do: until it is known nothing is ordered, and then all is. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class DescriptionFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Route ROUTE =
            new Route("remote", List.of("ab", "bc"), Handoff.atCustomer("port-a"), new Handoff("bc", 17));

    /** What comes of the first question; to ask has no effect, so that there is but one way to break off. */
    private enum Fault {
        TIME_OUT,
        REFUSAL,
        CRASH,
        LIE;

        void answer(StreamObserver<DescribeAdapterResponse> to) {
            switch (this) {
                case TIME_OUT -> {
                    // Nobody ever says anything.
                }
                case REFUSAL -> to.onError(Status.PERMISSION_DENIED.asRuntimeException());
                case CRASH -> to.onError(Status.UNAVAILABLE.asRuntimeException());
                case LIE -> {
                    to.onNext(DescribeAdapterResponse.newBuilder()
                            .putProviders("somebody-else", Capabilities.getDefaultInstance())
                            .build());
                    to.onCompleted();
                }
            }
        }
    }

    /** Faulty once, and true ever after; keeps what was reserved. */
    private static final class Adapter extends ProviderAdapterServiceImplBase {
        private final Fault fault;
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger reserved = new AtomicInteger();

        Adapter(Fault fault) {
            this.fault = fault;
        }

        @Override
        public void describeAdapter(DescribeAdapterRequest request, StreamObserver<DescribeAdapterResponse> to) {
            if (asked.incrementAndGet() == 1) {
                fault.answer(to);
                return;
            }
            to.onNext(DescribeAdapterResponse.newBuilder()
                    .putProviders(
                            "remote",
                            Capabilities.newBuilder().setHandsOver(true).build())
                    .build());
            to.onCompleted();
        }

        @Override
        public void reserveLeg(ReserveLegRequest request, StreamObserver<ReserveLegResponse> to) {
            reserved.incrementAndGet();
            to.onNext(ReserveLegResponse.newBuilder()
                    .setOrder(dev.braid.api.adapter.v1.Order.newBuilder()
                            .setReference(request.getTerms().getReference())
                            .setStanding(OrderStanding.ORDER_STANDING_HELD)
                            .setBandwidthBps(request.getBandwidthBps())
                            .addAllLinkIds(request.getLinkIdsList())
                            .setAEnd(request.getAEnd())
                            .setZEnd(request.getZEnd()))
                    .build());
            to.onCompleted();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsOrderedUntilItIsKnown(Fault fault) throws IOException {
        Adapter remote = new Adapter(fault);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Server server = NettyServerBuilder.forAddress(
                        new InetSocketAddress("127.0.0.1", 0), InsecureServerCredentials.create())
                .executor(threads)
                .addService(remote)
                .build()
                .start();
        AdapterAddress address = AdapterAddress.of(
                "remote",
                new OneProviderOf(
                        Optional.of(URI.create("grpc://127.0.0.1:" + server.getPort())),
                        Optional.empty(),
                        Optional.empty()));
        ManagedChannel channel = address.open(threads);
        try {
            TestBounds bounds = new TestBounds(PATIENCE);
            GrpcAdapter adapter = new GrpcAdapter(
                    channel, channel, address.caller(), new CallGuard("remote", bounds), "remote", bounds);
            assertThat(reserve(adapter)).isInstanceOf(Answer.Unknown.class);
            assertThat(remote.reserved).hasValue(0);
            assertThat(reserve(adapter)).isInstanceOf(Answer.Done.class);
            assertThat(remote.reserved).hasValue(1);
            assertThat(remote.asked).hasValue(2);
        } finally {
            channel.shutdownNow();
            server.shutdownNow();
            threads.shutdownNow();
        }
    }

    private static Answer reserve(GrpcAdapter adapter) {
        Instant notAfterTime = Instant.now().plusSeconds(60);
        Command command = new Command(Verb.RESERVE, "acme.web.1.1", ROUTE, 1_000_000, 7, notAfterTime).under(4);
        return adapter.carryOut(command).await().atMost(Duration.ofSeconds(30));
    }
}
