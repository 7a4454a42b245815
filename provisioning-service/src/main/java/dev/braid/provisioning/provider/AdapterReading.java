package dev.braid.provisioning.provider;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.OutageClass;
import dev.braid.platform.proto.Times;
import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Handoff;
import dev.braid.provisioning.domain.Order;
import dev.braid.provisioning.domain.Order.Standing;
import dev.braid.provisioning.domain.Outage;
import dev.braid.provisioning.domain.PendingOn;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Reads what an adapter says over gRPC, and believes nothing that is not whole. */
final class AdapterReading {
    private static final Logger LOG = Logger.getLogger(AdapterReading.class);
    private static final String DOMAIN = "braid.dev";
    /** The command was not meant any more when it arrived; that says nothing of the order, nor of a newer command. */
    private static final Set<String> OUTDATED = Set.of("STALE_REVISION", "STALE_EPOCH", "EXPIRED");
    /** The order stands otherwise than the command takes for granted: looking at it tells how. */
    private static final Set<String> LOOK_AGAIN = Set.of("CONFLICT", "CEASED", "NOT_HELD");

    /** An order that waits may not have been given its hand-offs yet, and one that is over has none. */
    private static final Set<OrderStanding> HOLDING =
            Set.of(OrderStanding.ORDER_STANDING_HELD, OrderStanding.ORDER_STANDING_IN_SERVICE);

    private AdapterReading() {}

    /** What an adapter said of one order. */
    sealed interface Told {
        /** How it stands. */
        record Of(dev.braid.api.adapter.v1.Order order) implements Told {}

        /** That there is none. */
        record Nothing() implements Told {}

        /** That it will not do what was asked. */
        record No(String reason, String message) implements Told {}
    }

    /** What an adapter says that a change does to traffic; empty where it changes no living order. */
    static Optional<Outage> modification(Capabilities capabilities) throws Trouble {
        OutageClass told = capabilities.getModifyOutage();
        return switch (told) {
            case OUTAGE_CLASS_UNSPECIFIED -> Optional.empty();
            case OUTAGE_CLASS_NONE -> Optional.of(Outage.NONE);
            case OUTAGE_CLASS_HITLESS -> Optional.of(Outage.HITLESS);
            case OUTAGE_CLASS_BRIEF -> Optional.of(Outage.BRIEF);
            case OUTAGE_CLASS_REBUILD -> Optional.of(Outage.REBUILD);
            case UNRECOGNIZED -> throw new Trouble("The adapter names an outage class that is not known here.");
        };
    }

    /** What a status tells of an order; one that tells nothing stays a failure. */
    static Uni<Told> no(StatusRuntimeException failure) {
        String message = failure.getStatus().getDescription() == null
                ? failure.getStatus().getCode().name()
                : Reading.cut(failure.getStatus().getDescription());
        String reason = reason(failure);
        return switch (failure.getStatus().getCode()) {
            case NOT_FOUND -> Uni.createFrom().item(new Told.Nothing());
            case INVALID_ARGUMENT ->
                Uni.createFrom().item(new Told.No(reason.isEmpty() ? "INVALID_ARGUMENT" : reason, message));
            case FAILED_PRECONDITION ->
                reason.isEmpty()
                        ? Uni.createFrom().failure(new Trouble("Refused without a reason: " + message))
                        : Uni.createFrom().item(new Told.No(reason, message));
            default -> Uni.createFrom().failure(failure);
        };
    }

    private static String reason(StatusRuntimeException failure) {
        try {
            for (Any detail : StatusProto.fromThrowable(failure).getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    ErrorInfo info = detail.unpack(ErrorInfo.class);
                    if (info.getDomain().equals(DOMAIN)) {
                        return Reading.cut(info.getReason());
                    }
                }
            }
            return "";
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            // What cannot be read names no reason.
            return "";
        }
    }

    static boolean looksAgain(Told told) {
        return told instanceof Told.No no && LOOK_AGAIN.contains(no.reason());
    }

    /** What a call that failed means for its command. */
    static Answer unknown(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        LOG.debugf("No answer that can be believed: %s", cause.toString());
        String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new Answer.Unknown(Reading.cut(said));
    }

    /** What that means for the command. */
    static Answer answer(Told told, Command command) throws Trouble {
        return switch (told) {
            case Told.Of(var order) -> new Answer.Done(ordered(order, command));
            case Told.Nothing() -> new Answer.Missing();
            case Told.No(var reason, var message) ->
                OUTDATED.contains(reason)
                        ? new Answer.Unknown(reason + ": " + message)
                        : new Answer.Refused(reason, message);
        };
    }

    private static Order ordered(dev.braid.api.adapter.v1.Order order, Command command) throws Trouble {
        if (!order.getReference().equals(command.legId())) {
            throw new Trouble("The answer is about order '%s'.".formatted(Reading.cut(order.getReference())));
        }
        Order read = listed(order);
        if (read.standing() == Standing.CEASED) {
            return read;
        }
        if (order.getLinkIdsCount() == 0) {
            throw new Trouble("The order runs over no links.");
        }
        List<String> ordered = command.route().linkIds();
        return order.getLinkIdsList().equals(ordered)
                ? read
                : read.astray(Reading.cut("links %s and not %s".formatted(order.getLinkIdsList(), ordered)));
    }

    /**
     * Where an order that is held is handed over otherwise than it was ordered. Between two providers both must do what was
     * agreed on: else the traffic of one order would end in another. Who does not hand over was not told where, so that
     * only a number of its own contradicts that.
     */
    static Optional<String> elsewhere(Told told, Command command, boolean handsOver) {
        return told instanceof Told.Of(var order) && HOLDING.contains(order.getStanding())
                ? Stream.of(
                                elsewhere("a_end", command.route().aEnd(), order.getAEnd(), handsOver),
                                elsewhere("z_end", command.route().zEnd(), order.getZEnd(), handsOver))
                        .flatMap(Optional::stream)
                        .reduce("%s, %s"::formatted)
                : Optional.empty();
    }

    private static Optional<String> elsewhere(
            String field, Handoff ordered, dev.braid.api.adapter.v1.Handoff told, boolean handsOver) {
        boolean as = told.getInterconnectId().equals(ordered.interconnectId()) && told.getVlanId() == ordered.number();
        if (!ordered.numbered() || as || !handsOver && told.getVlanId() == 0) {
            return Optional.empty();
        }
        String place = told.getInterconnectId().isEmpty() ? "nowhere" : Reading.cut(told.getInterconnectId());
        String number = told.getVlanId() == 0 ? "" : " as " + told.getVlanId();
        return Optional.of("%s %s%s and not %s".formatted(field, place, number, ordered));
    }

    /** One order of a list, ours or not. */
    static Order listed(dev.braid.api.adapter.v1.Order order) throws Trouble {
        if (order.getReference().isEmpty()) {
            throw new Trouble("An order has no reference.");
        }
        Standing standing = standing(order);
        long least = standing == Standing.CEASED ? 0 : 1;
        if (order.getBandwidthBps() < least) {
            throw new Trouble("The bandwidth (%d bit/s) of an order that is %s is below %d."
                    .formatted(order.getBandwidthBps(), standing, least));
        }
        return new Order(
                standing,
                order.getBandwidthBps(),
                Reading.cut(order.getProviderState()),
                Reading.cut(order.getProviderOrderId()),
                pendingOn(order, standing));
    }

    private static Optional<PendingOn> pendingOn(dev.braid.api.adapter.v1.Order order, Standing standing)
            throws Trouble {
        if (standing == Standing.PENDING && !order.hasPendingOn()) {
            throw new Trouble("The order is pending on nobody.");
        }
        if (standing == Standing.CEASED || !order.hasPendingOn()) {
            return Optional.empty();
        }
        var told = order.getPendingOn();
        try {
            return Optional.of(new PendingOn(
                    Reading.cut(told.getParty()),
                    Reading.cut(told.getReason()),
                    Times.instant(told.getSinceTime()),
                    told.hasExpireTime() ? Optional.of(Times.instant(told.getExpireTime())) : Optional.empty()));
        } catch (IllegalArgumentException e) {
            throw new Trouble("Whom the order waits for makes no sense: " + Reading.cut(e.getMessage()));
        }
    }

    private static Standing standing(dev.braid.api.adapter.v1.Order order) throws Trouble {
        return switch (order.getStanding()) {
            case ORDER_STANDING_HELD -> Standing.HELD;
            case ORDER_STANDING_IN_SERVICE -> Standing.IN_SERVICE;
            case ORDER_STANDING_CEASED -> Standing.CEASED;
            case ORDER_STANDING_PENDING -> Standing.PENDING;
            case ORDER_STANDING_UNSPECIFIED, UNRECOGNIZED ->
                throw new Trouble("The standing %d means nothing to us.".formatted(order.getStandingValue()));
        };
    }
}
