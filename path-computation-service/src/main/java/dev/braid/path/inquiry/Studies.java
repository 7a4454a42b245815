package dev.braid.path.inquiry;

import dev.braid.api.path.v1.OptimizePathsRequest;
import dev.braid.api.path.v1.OptimizePathsResponse;
import dev.braid.api.path.v1.WhatIfRequest;
import dev.braid.api.path.v1.WhatIfResponse;
import dev.braid.path.contract.ImprovementProto;
import dev.braid.path.contract.WhatIfProto;
import dev.braid.path.domain.inquiry.BadQuestion;
import dev.braid.path.domain.inquiry.ImprovementStudy;
import dev.braid.path.domain.inquiry.Snapshot;
import dev.braid.path.domain.inquiry.WhatIf;
import dev.braid.path.domain.inquiry.WhatIfStudy;
import dev.braid.path.engine.global.GlobalLimits;
import dev.braid.path.engine.global.GlobalStep;
import dev.braid.path.engine.global.Objective;
import dev.braid.path.optimise.GlopProgram;
import dev.braid.path.planning.LiveState;
import dev.braid.platform.errors.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What concerns all connections at once, worked out on a copy: few at a time, so that planning and single questions keep
 * their share of the machine.
 */
@ApplicationScoped
class Studies {
    private static final int AT_A_TIME = 2;
    private static final int DEFAULT_MOVES = 100;

    private final LiveState live;
    private final Clock clock = Clock.systemUTC();
    private final Places places = new Places(AT_A_TIME, "TOO_MANY_STUDIES", "studies of all connections");

    Studies(LiveState live) {
        this.live = live;
    }

    /** Works for as long as the limit lets it. */
    WhatIfResponse whatIf(WhatIfRequest request, TimeLimit limit) {
        return alone(() -> {
            WhatIf asked = WhatIfProto.question(request);
            Instant asOf = clock.instant();
            Snapshot snapshot = live.read(Snapshot::of);
            return WhatIfProto.message(WhatIfStudy.consequences(snapshot, asked, limit::check), asOf);
        });
    }

    /** What was found when most of the time is over; the rest is for the answer. */
    OptimizePathsResponse optimise(OptimizePathsRequest request, TimeLimit limit) {
        return alone(() -> {
            Objective objective = ImprovementProto.objective(request.getObjective());
            GlobalLimits limits = GlobalLimits.EXACT
                    .withMaxMoves(request.getMaxMoves() == 0 ? DEFAULT_MOVES : request.getMaxMoves())
                    .withStop(limit.mostIsOver());
            Instant asOf = clock.instant();
            Snapshot snapshot = live.read(Snapshot::of);
            return ImprovementProto.message(
                    ImprovementStudy.improvement(snapshot, objective, new GlobalStep(GlopProgram::empty), limits),
                    asOf);
        });
    }

    private <T> T alone(Supplier<T> study) {
        try {
            return places.take(study);
        } catch (BadQuestion bad) {
            throw Refusal.invalid(bad.field(), bad.getMessage());
        }
    }
}
