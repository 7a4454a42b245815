package dev.braid.adapter.conformance;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.braid.api.adapter.v1.CommandTerms;
import dev.braid.api.adapter.v1.GetOrderResponse;
import dev.braid.api.adapter.v1.ListOrdersResponse;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Defects of what the kit's server does itself: seen from the caller, the adapter behaves as if it were so. */
final class WireDefects implements ClientInterceptor {
    private final Defect defect;
    private final Map<String, Long> epochs = new ConcurrentHashMap<>();
    private final Map<String, Long> revisions = new ConcurrentHashMap<>();

    WireDefects(Defect defect) {
        this.defect = defect;
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<R> listener, Metadata headers) {
                super.start(
                        new SimpleForwardingClientCallListener<>(listener) {
                            @Override
                            public void onMessage(R message) {
                                super.onMessage(answered(message));
                            }

                            @Override
                            public void onClose(Status status, Metadata trailers) {
                                Status told = status(method.getBareMethodName(), status);
                                super.onClose(told, told == status ? trailers : new Metadata());
                            }
                        },
                        headers);
            }

            @Override
            public void sendMessage(Q message) {
                super.sendMessage(asked(message));
            }
        };
    }

    @SuppressWarnings("unchecked")
    private <Q> Q asked(Q request) {
        Message message = (Message) request;
        var field = message.getDescriptorForType().findFieldByName("terms");
        if (field == null || !message.hasField(field)) {
            return request;
        }
        CommandTerms terms = (CommandTerms) message.getField(field);
        return (Q) message.toBuilder()
                .setField(field, terms(terms, message instanceof ReserveLegRequest))
                .build();
    }

    private CommandTerms terms(CommandTerms terms, boolean reserves) {
        String reference = terms.getReference();
        long epochBefore = epochs.getOrDefault(reference, 0L);
        long epoch = epochs.merge(reference, terms.getEpoch(), Math::max);
        long revision = revisions.getOrDefault(reference, 0L);
        revisions.merge(reference, terms.getRevision(), Math::max);
        return switch (defect) {
            case TAKES_EARLIER_EPOCHS ->
                terms.getEpoch() < 0 ? terms : terms.toBuilder().setEpoch(epoch).build();
            case TAKES_OLDER_REVISIONS ->
                terms.getRevision() < 1
                        ? terms
                        : terms.toBuilder()
                                .setRevision(Math.max(revision, terms.getRevision()))
                                .build();
            // A second reservation is a repetition or refused.
            case FORGETS_THE_EPOCH_OF_A_NO ->
                reserves && epochBefore > 0 && terms.getEpoch() > epochBefore
                        ? terms.toBuilder().setEpoch(epochBefore).build()
                        : terms;
            case PUTS_REVISION_BEFORE_EPOCH ->
                terms.getRevision() < revision && terms.getEpoch() > epochBefore
                        ? terms.toBuilder().setEpoch(0).build()
                        : terms;
            case TAKES_EXPIRED_COMMANDS ->
                terms.hasNotAfterTime()
                        ? terms.toBuilder()
                                .setNotAfterTime(Timestamp.newBuilder()
                                        .setSeconds(Instant.now().getEpochSecond() + 60))
                                .build()
                        : terms;
            default -> terms;
        };
    }

    @SuppressWarnings("unchecked")
    private <R> R answered(R answer) {
        return switch (answer) {
            case ListOrdersResponse list
            when defect == Defect.LISTS_THE_FIRST_PAGE_ONLY ->
                (R) list.toBuilder().clearNextPageToken().build();
            case ListOrdersResponse list
            when defect == Defect.LISTS_ALL_BUT_ONE && list.getOrdersCount() > 0 ->
                (R) list.toBuilder().removeOrders(0).build();
            case GetOrderResponse read
            when defect == Defect.READS_BACK_NO_STATE ->
                (R) read.toBuilder()
                        .setOrder(read.getOrder().toBuilder().clearProviderState())
                        .build();
            default -> answer;
        };
    }

    private Status status(String method, Status status) {
        String description = String.valueOf(status.getDescription());
        boolean ofProvider = description.contains("no-such-provider");
        return switch (status.getCode()) {
            case INVALID_ARGUMENT ->
                defect == Defect.NAMES_NO_FIELD && !ofProvider
                        ? Status.INVALID_ARGUMENT.withDescription("bad request")
                        : defect == Defect.KNOWS_NOTHING_OF_OTHER_PROVIDERS && ofProvider
                                ? Status.NOT_FOUND.withDescription("nothing here")
                                : status;
            default -> status;
        };
    }
}
