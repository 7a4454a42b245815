package dev.braid.intent.contract;

import dev.braid.api.path.v1.Metric;
import dev.braid.api.path.v1.Objectives;
import dev.braid.api.path.v1.Priority;
import dev.braid.api.path.v1.Weekday;
import dev.braid.intent.domain.IntentSpec;
import dev.braid.intent.domain.Objection;
import dev.braid.intent.domain.Window;
import dev.braid.platform.proto.Times;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the rules beside the fields cannot say of the terms of a wish. They are read once, when the wish is taken. */
public final class TermsProto {
    private static final String FIELD = "spec.window.";

    /** That of who says nothing. */
    private static final int USUAL_PRIORITY = 4;

    private TermsProto() {}

    /** What stands against the terms now. */
    public static List<Objection> objections(IntentSpec spec, Instant now) {
        var terms = SpecProto.terms(spec);
        List<Objection> objections = new ArrayList<>(weights(terms.getObjectives()));
        if (terms.hasWindow()) {
            objections.addAll(window(terms.getWindow()).objections(now));
        }
        return objections;
    }

    private static List<Objection> weights(Objectives objectives) {
        return objectives.hasWeights() == (objectives.getMetric() == Metric.METRIC_WEIGHTED)
                ? List.of()
                : List.of(new Objection(
                        "spec.objectives.weights",
                        "stand with METRIC_WEIGHTED, and only with it, but the metric is " + objectives.getMetric()));
    }

    /** What stands against the terms where the tenant may not go before others. */
    public static List<Objection> objectionsToPreference(IntentSpec spec) {
        Priority priority = SpecProto.terms(spec).getPriority();
        List<Objection> objections = new ArrayList<>();
        if (priority.hasSetup() && priority.getSetup() < USUAL_PRIORITY) {
            objections.add(preference("setup", priority.getSetup()));
        }
        if (priority.hasHold() && priority.getHold() < USUAL_PRIORITY) {
            objections.add(preference("hold", priority.getHold()));
        }
        if (priority.getPreempt()) {
            objections.add(new Objection("spec.priority.preempt", "is not for this tenant to ask; leave it out"));
        }
        return objections;
    }

    private static Objection preference(String field, int asked) {
        return new Objection(
                "spec.priority." + field,
                "must be at least %d for this tenant, but is %d".formatted(USUAL_PRIORITY, asked));
    }

    private static Window window(dev.braid.api.path.v1.Window proto) {
        return new Window(
                Times.instant(FIELD + "start_time", proto.getStartTime()),
                Times.instant(FIELD + "end_time", proto.getEndTime()),
                proto.hasRecurrence() ? Optional.of(recurrence(proto.getRecurrence())) : Optional.empty());
    }

    private static Window.Recurrence recurrence(dev.braid.api.path.v1.Recurrence proto) {
        return new Window.Recurrence(
                proto.getWeekdaysList().stream().map(TermsProto::day).collect(Collectors.toSet()),
                proto.getTimeZone(),
                Times.instant(FIELD + "recurrence.until_time", proto.getUntilTime()));
    }

    private static DayOfWeek day(Weekday weekday) {
        return switch (weekday) {
            case WEEKDAY_MONDAY -> DayOfWeek.MONDAY;
            case WEEKDAY_TUESDAY -> DayOfWeek.TUESDAY;
            case WEEKDAY_WEDNESDAY -> DayOfWeek.WEDNESDAY;
            case WEEKDAY_THURSDAY -> DayOfWeek.THURSDAY;
            case WEEKDAY_FRIDAY -> DayOfWeek.FRIDAY;
            case WEEKDAY_SATURDAY -> DayOfWeek.SATURDAY;
            case WEEKDAY_SUNDAY -> DayOfWeek.SUNDAY;
            case WEEKDAY_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("The rules of the contract admit no such day.");
        };
    }
}
