package dev.braid.telemetry.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Who may send samples in these tests. */
public final class TestSettings implements QuarkusTestResourceLifecycleManager {
    public static final Map<String, String> SOURCES = Map.of(
            "braid.telemetry.ingest.probes", "operator@local",
            "braid.telemetry.ingest.subjects.atlas", "atlas@local");

    @Override
    public Map<String, String> start() {
        return SOURCES;
    }

    @Override
    public void stop() {}
}
