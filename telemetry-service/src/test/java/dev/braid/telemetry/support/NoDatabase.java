package dev.braid.telemetry.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Takes the stack's database away again. */
public final class NoDatabase implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of("quarkus.flyway.jdbc-url", "");
    }

    /** After the stack. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public void stop() {}
}
