package dev.braid.lab.bgp;

import dev.braid.lab.bgp.gobgp.AddPathRequest;
import dev.braid.lab.bgp.gobgp.AddPathResponse;
import dev.braid.lab.bgp.gobgp.GobgpApiGrpc;
import dev.braid.lab.bgp.gobgp.GobgpApiGrpc.GobgpApiBlockingStub;
import dev.braid.lab.bgp.gobgp.ListPathRequest;
import dev.braid.lab.bgp.gobgp.ListPeerRequest;
import dev.braid.lab.bgp.gobgp.Path;
import dev.braid.lab.bgp.gobgp.PeerState.SessionState;
import dev.braid.lab.bgp.gobgp.WatchEventRequest;
import dev.braid.lab.bgp.gobgp.WatchEventRequest.Table;
import dev.braid.lab.kernel.CommandFailed;
import dev.braid.lab.kernel.CommandRefused;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A GoBGP that runs beside us, asked over its own API; throws CommandRefused when it says no, and CommandFailed when it
 * does not answer.
 */
public final class Speaker implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 2;
    private static final int MAX_ANSWER_OCTETS = 64 << 20;
    /** An error in Go without a code of its own is UNKNOWN. */
    private static final Set<Code> NO =
            Set.of(Code.UNKNOWN, Code.INVALID_ARGUMENT, Code.FAILED_PRECONDITION, Code.PERMISSION_DENIED);
    /** What is UNKNOWN too, and no answer to what was asked: it has just been started, or the connection broke. */
    private static final Pattern NO_ANSWER = Pattern.compile("hasn't started|channel closed", Pattern.CASE_INSENSITIVE);

    private final String address;
    private final ManagedChannel channel;

    /** At this IPv4 address of ours, which is also its next hop. */
    public Speaker(String address, int port) {
        this.address = address;
        this.channel = NettyChannelBuilder.forAddress(address, port)
                .usePlaintext()
                .maxInboundMessageSize(MAX_ANSWER_OCTETS)
                .build();
    }

    /** Whether all its sessions are established. */
    public boolean established() {
        return asked(() -> {
            boolean all = true;
            var peers = stub().listPeer(ListPeerRequest.getDefaultInstance());
            while (peers.hasNext()) {
                all &= peers.next().getPeer().getState().getSessionState() == SessionState.ESTABLISHED;
            }
            return all;
        });
    }

    /** Tells it to its peers, in place of what was told of the same policy before. */
    void add(SrPolicy policy) {
        AddPathResponse _ = asked(() -> stub().addPath(AddPathRequest.newBuilder()
                .setPath(PolicyPath.of(policy, address))
                .build()));
    }

    /** All that it tells and was told, but for what is no policy of ours. */
    Map<SrPolicy.Id, SrPolicy> policies() {
        return asked(() -> {
            Map<SrPolicy.Id, SrPolicy> policies = new HashMap<>();
            var destinations = stub().listPath(ListPathRequest.newBuilder()
                    .setFamily(PolicyPath.FAMILY)
                    .build());
            while (destinations.hasNext()) {
                for (Path path : destinations.next().getDestination().getPathsList()) {
                    try {
                        SrPolicy policy = PolicyReader.read(path);
                        policies.put(policy.id(), policy);
                    } catch (IllegalArgumentException e) {
                        System.err.println(e.getMessage());
                    }
                }
            }
            return policies;
        });
    }

    /** All that it knows, then all that changes, until it ends or the speaker is closed. */
    void watch(Consumer<List<Path>> heard) {
        Context.CancellableContext listening = Context.current().withCancellation();
        Context outside = listening.attach();
        try {
            listen(heard);
        } finally {
            // Also where it was the hearer who gave up: what nobody reads any more is not sent either.
            listening.detachAndCancel(outside, null);
        }
    }

    private void listen(Consumer<List<Path>> heard) {
        asked(() -> {
            var events = GobgpApiGrpc.newBlockingStub(channel)
                    .watchEvent(WatchEventRequest.newBuilder()
                            .setTable(Table.newBuilder()
                                    .addFilters(Table.Filter.newBuilder().setInit(true)))
                            .build());
            while (events.hasNext()) {
                heard.accept(events.next().getTable().getPathsList());
            }
            return events;
        });
    }

    private GobgpApiBlockingStub stub() {
        return GobgpApiGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (StatusRuntimeException e) {
            String words =
                    "%s (%s).".formatted(e.getStatus().getCode(), e.getStatus().getDescription());
            throw NO.contains(e.getStatus().getCode())
                            && !NO_ANSWER.matcher(words).find()
                    ? new CommandRefused("The BGP speaker at %s says no: %s".formatted(address, words))
                    : new CommandFailed("The BGP speaker at %s does not answer: %s".formatted(address, words));
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
