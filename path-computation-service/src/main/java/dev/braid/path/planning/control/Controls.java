package dev.braid.path.planning.control;

import dev.braid.path.control.Automation;
import dev.braid.path.control.Said;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.Permission;
import dev.braid.path.guard.Permissions;
import dev.braid.path.guard.Word;
import dev.braid.path.planning.GuardSettings;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What this replica knows of what people decided. What it does not know for certain counts as stopped. */
@ApplicationScoped
public class Controls implements Permissions {
    private final StopFile file;
    private final Mode byDefault;
    private final Duration maxSilence;
    private volatile Optional<Known> known = Optional.empty();

    private record Known(Automation automation, long certainAtNanos) {}

    Controls(ControlSettings settings, GuardSettings guard, MeterRegistry registry) {
        this.file = new StopFile(settings.stopFile());
        this.byDefault = guard.mode();
        this.maxSilence = settings.maxSilence();
        registry.gauge("braid.automation.stopped", this, controls -> controls.stopped() ? 1 : 0);
    }

    @Override
    public Permission of(String tenantId) {
        return switch (file.sight()) {
            case StopFile.Sight.Present(var path, var note) ->
                new Permission.Stopped("All automatic moves of this machine are stopped by the file %s%s."
                        .formatted(path, note.isEmpty() ? "" : " (%s)".formatted(note)));
            case StopFile.Sight.Unknown(var reason) -> new Permission.Stopped(reason);
            case StopFile.Sight.Absent() ->
                known.map(certain -> ofRecord(certain, tenantId))
                        .orElseGet(() -> new Permission.Stopped(
                                "Nothing is moved yet: this replica still reads whether automatic moves are stopped."));
        };
    }

    private Permission ofRecord(Known certain, String tenantId) {
        Duration silence = Duration.ofNanos(System.nanoTime() - certain.certainAtNanos);
        Permission decided = certain.automation.permission(tenantId, byDefault);
        return decided instanceof Permission.Within && silence.compareTo(maxSilence) > 0
                ? new Permission.Stopped(
                        "Nothing is moved: for %d s this replica has not been able to read whether automatic moves are stopped."
                                .formatted(silence.toSeconds()))
                : decided;
    }

    @Override
    public Optional<Word> word(String connectionId) {
        return known.flatMap(certain -> certain.automation.words().word(connectionId));
    }

    @Override
    public List<Word.Approved> approvals() {
        return known.map(certain -> certain.automation.words().approvals()).orElse(List.of());
    }

    /** What an operator said last of a move of the connection, and what came of it. */
    public Optional<Said> said(String connectionId) {
        return known.flatMap(certain -> certain.automation.words().of(connectionId));
    }

    /** Whether this replica moves nothing at all, whatever the modes say. */
    public boolean stopped() {
        // Modes differ by tenant, the stop does not.
        return of("") instanceof Permission.Stopped;
    }

    /** What was decided, as far as it has been read. */
    public Optional<Automation> automation() {
        return known.map(Known::automation);
    }

    /** The mode of all where nobody has set one. */
    public Mode byDefault() {
        return byDefault;
    }

    StopFile.Sight file() {
        return file.sight();
    }

    /** That was the newest at that moment. */
    void learn(Automation newest, long certainAtNanos) {
        known = Optional.of(new Known(kept(newest), certainAtNanos));
    }

    /** Something newer was read; whether it is the newest has not been made certain. */
    void learn(Automation newer) {
        known = known.map(certain -> new Known(kept(newer), certain.certainAtNanos));
    }

    /** Where somebody decided something and nothing of it is left, it is not as if nobody ever had. */
    private Automation kept(Automation read) {
        Automation before = automation().orElse(Automation.UNTOUCHED);
        if (!read.equals(Automation.UNTOUCHED) || before.equals(Automation.UNTOUCHED)) {
            return read;
        }
        return before.stop().isPresent()
                ? before
                : Automation.unreadable(Instant.now(), "What was decided is gone from its topic.");
    }
}
