package dev.braid.path.contract;

import dev.braid.api.path.v1.AutomationMode;
import dev.braid.api.path.v1.AutomationRecord;
import dev.braid.api.path.v1.AutomationRequest;
import dev.braid.api.path.v1.AutomationStop;
import dev.braid.api.path.v1.ModeWish;
import dev.braid.api.path.v1.ReleaseWish;
import dev.braid.api.path.v1.TenantMode;
import dev.braid.path.control.Automation;
import dev.braid.path.control.Request;
import dev.braid.path.control.Stop;
import dev.braid.path.control.Wish;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.Permission;
import dev.braid.platform.proto.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The state of automation, on its topic and in answers. */
public final class AutomationProto {
    private AutomationProto() {}

    /**
     * The state that a record holds.
     *
     * @throws IllegalArgumentException when any part of it cannot be understood
     */
    public static Automation automation(AutomationRecord message) {
        if (message.getRevision() < 1) {
            throw new IllegalArgumentException("The revision (%d) is less than 1.".formatted(message.getRevision()));
        }
        Optional<Mode> mode = message.getMode() == AutomationMode.AUTOMATION_MODE_UNSPECIFIED
                ? Optional.empty()
                : Optional.of(mode(message.getMode()));
        Map<String, Mode> tenantModes = new TreeMap<>();
        message.getTenantModesList().forEach(each -> tenantModes.put(each.getTenantId(), mode(each.getMode())));
        return new Automation(
                message.getRevision(),
                mode,
                tenantModes,
                message.hasStop() ? Optional.of(stop(message.getStop())) : Optional.empty(),
                message.hasPending() ? Optional.of(request(message.getPending())) : Optional.empty(),
                MoveWordProto.words(message.getWordsList()));
    }

    /** The record that holds the state, and who changed it when. */
    public static AutomationRecord record(Automation automation, String by, Instant now) {
        AutomationRecord.Builder message = AutomationRecord.newBuilder()
                .setRevision(automation.revision())
                .setChangeTime(Times.timestamp(now))
                .setChangedBy(by)
                .addAllTenantModes(tenantModes(automation))
                .addAllWords(MoveWordProto.messages(automation.words()));
        automation.mode().map(AutomationProto::message).ifPresent(message::setMode);
        automation.stop().map(AutomationProto::message).ifPresent(message::setStop);
        automation.pending().map(AutomationProto::message).ifPresent(message::setPending);
        return message.build();
    }

    /** The state for who asks, with what holds on the replica that answers. */
    public static dev.braid.api.path.v1.Automation message(
            Automation automation, Mode byDefault, Permission here, Instant now) {
        dev.braid.api.path.v1.Automation.Builder message = dev.braid.api.path.v1.Automation.newBuilder()
                .setRevision(automation.revision())
                .setMode(message(automation.mode().orElse(byDefault)))
                .addAllTenantModes(tenantModes(automation));
        if (here instanceof Permission.Stopped(var reason)) {
            message.setStopped(true).setStopSummary(reason);
        }
        automation.stop().map(AutomationProto::message).ifPresent(message::setStop);
        automation.pending(now).map(AutomationProto::message).ifPresent(message::setPending);
        return message.build();
    }

    /**
     * The mode of a message.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Mode mode(AutomationMode message) {
        return switch (message) {
            case AUTOMATION_MODE_OBSERVE -> Mode.OBSERVE;
            case AUTOMATION_MODE_RECOMMEND -> Mode.RECOMMEND;
            case AUTOMATION_MODE_AUTOMATIC -> Mode.AUTOMATIC;
            case AUTOMATION_MODE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("%s is not a mode.".formatted(message));
        };
    }

    private static AutomationMode message(Mode mode) {
        return switch (mode) {
            case OBSERVE -> AutomationMode.AUTOMATION_MODE_OBSERVE;
            case RECOMMEND -> AutomationMode.AUTOMATION_MODE_RECOMMEND;
            case AUTOMATIC -> AutomationMode.AUTOMATION_MODE_AUTOMATIC;
        };
    }

    private static List<TenantMode> tenantModes(Automation automation) {
        return automation.tenantModes().entrySet().stream()
                .map(each -> TenantMode.newBuilder()
                        .setTenantId(each.getKey())
                        .setMode(message(each.getValue()))
                        .build())
                .toList();
    }

    private static Stop stop(AutomationStop message) {
        return new Stop(message.getStoppedBy(), Times.instant(message.getStopTime()), message.getReason());
    }

    private static AutomationStop message(Stop stop) {
        return AutomationStop.newBuilder()
                .setStoppedBy(stop.by())
                .setStopTime(Times.timestamp(stop.since()))
                .setReason(stop.reason())
                .build();
    }

    private static Request request(AutomationRequest message) {
        Wish wish =
                switch (message.getWishCase()) {
                    case RELEASE -> new Wish.Release();
                    case SET_MODE -> {
                        ModeWish asked = message.getSetMode();
                        yield new Wish.Loosen(
                                Optional.of(asked.getTenantId()).filter(id -> !id.isEmpty()), mode(asked.getMode()));
                    }
                    case WISH_NOT_SET -> throw new IllegalArgumentException("The request asks for nothing.");
                };
        return new Request(
                message.getRequestId(),
                wish,
                message.getRequestedBy(),
                Times.instant(message.getRequestTime()),
                Times.instant(message.getExpireTime()),
                message.getReason());
    }

    private static AutomationRequest message(Request request) {
        AutomationRequest.Builder message = AutomationRequest.newBuilder()
                .setRequestId(request.id())
                .setRequestedBy(request.by())
                .setRequestTime(Times.timestamp(request.askTime()))
                .setExpireTime(Times.timestamp(request.expireTime()))
                .setReason(request.reason());
        switch (request.wish()) {
            case Wish.Release() -> message.setRelease(ReleaseWish.getDefaultInstance());
            case Wish.Loosen(var tenantId, var mode) ->
                message.setSetMode(
                        ModeWish.newBuilder().setTenantId(tenantId.orElse("")).setMode(message(mode)));
        }
        return message.build();
    }
}
